"""A model to the smaller model of what an application uses, with reasons."""
