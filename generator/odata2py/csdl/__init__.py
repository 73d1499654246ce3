"""Metadata text to model: reading, resolution, overlays."""
