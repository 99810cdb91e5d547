"""Pages where the interventions are changed."""
