"""Reads of the interventions."""
