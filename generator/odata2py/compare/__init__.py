"""Two models to the changes between them, as a client sees them."""
