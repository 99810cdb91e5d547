"""Reads of the meetings, by page."""
