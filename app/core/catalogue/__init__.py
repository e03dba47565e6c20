"""The explicit lists of what exists. Importing them does not import torch."""
