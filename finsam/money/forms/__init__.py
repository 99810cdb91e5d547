"""Forms of the money."""
