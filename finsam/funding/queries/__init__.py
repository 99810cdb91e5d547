"""Reads of the funding's pages."""
