"""Pure rules of the funding: no Django, no clock, no settings."""
