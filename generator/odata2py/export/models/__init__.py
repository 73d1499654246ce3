"""Plain models of a slice, which datamodel-code-generator writes."""
