"""What the pages of the money read."""
