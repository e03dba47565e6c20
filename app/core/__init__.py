"""What Kudari computes: descents, update rules, objectives, small networks. No web, no settings, no threads."""
