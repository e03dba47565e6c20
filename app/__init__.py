"""Kudari: gradient descent you can touch, computed by PyTorch."""

__version__ = "0.1.0"
