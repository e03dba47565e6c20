"""What a page's editor can begin with: optimizers as a student writes them, each a file that runs by itself."""
