"""A slice to other forms of itself."""
