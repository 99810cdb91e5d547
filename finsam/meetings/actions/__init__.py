"""What is done with meetings, by stage."""
