"""The rating that isn't learning: two pictures, how differently a network sees them, and the descent that ends it."""
