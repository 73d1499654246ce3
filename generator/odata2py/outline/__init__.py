"""A model to an outline for people and programs: paths, types, operations, counts."""
