"""A slice to the Python view of a package: names, types, modules."""
