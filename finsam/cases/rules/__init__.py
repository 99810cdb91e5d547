"""Pure rules of cases and documents."""
