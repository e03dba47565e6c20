"""What keeps a child from everything, a layer in each file. Each is taken by a process for itself, and for good."""
