"""What is done to the interventions."""
