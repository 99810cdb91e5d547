"""Views of the funding."""
