"""Elements to the model, each when it is asked for."""
