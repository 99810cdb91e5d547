"""Pure rules of the interventions: no Django, no clock, no settings."""
