"""A package view to files: templates, formatting, writing, the lock file."""
