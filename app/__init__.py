"""Kudari: gradient descent you can touch, computed by PyTorch."""
