"""Pages of the meetings, by stage."""
