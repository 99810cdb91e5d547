"""What is done in the funding, a module for each noun."""
