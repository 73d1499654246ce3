"""Two models to pairs of their elements: what corresponds to what."""
