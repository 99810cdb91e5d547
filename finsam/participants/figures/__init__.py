"""The numbers that registrations and activities can tell."""

from finsam.participants.figures import people, results, structural, teams

__all__ = ["people", "results", "structural", "teams"]
