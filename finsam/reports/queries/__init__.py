"""Reads of the reports: composed, as pages, in lists, and what they want of a person."""
