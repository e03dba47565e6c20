"""The doors: thin handlers that parse, call and reply."""
