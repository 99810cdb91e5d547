"""Forms of the funding."""
