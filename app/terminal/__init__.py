"""Kudari from a terminal: `python -m app`."""
