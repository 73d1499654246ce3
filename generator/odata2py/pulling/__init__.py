"""Metadata from services to files, safely and again and again."""
