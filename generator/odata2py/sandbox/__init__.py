"""A local OData service for any model."""
