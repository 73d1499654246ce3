"""The changes between two documents in the forms in which they are shown."""
