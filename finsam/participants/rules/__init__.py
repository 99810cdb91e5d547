"""Pure rules of the statistics."""
