"""The classifier lab: data, networks, and training sample by sample."""
