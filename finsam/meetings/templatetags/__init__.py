"""Tags of the meetings' templates."""
