"""Networks: one in each file, short enough to teach from."""
