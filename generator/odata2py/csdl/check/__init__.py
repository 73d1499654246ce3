"""What the specification calls an error, found in whole documents at once."""
