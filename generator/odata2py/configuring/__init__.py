"""Configuration files: how they are found, read and written."""
