"""What a network is trained with: a kind of data in each file."""
