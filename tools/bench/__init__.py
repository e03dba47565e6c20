"""`make bench`: Kudari against named references, measured side by side in one run."""
