"""Forms of the meetings, by stage."""
