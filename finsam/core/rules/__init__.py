"""Pure rules of the association."""
