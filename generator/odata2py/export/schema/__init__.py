"""A slice as JSON Schema 2020-12."""
