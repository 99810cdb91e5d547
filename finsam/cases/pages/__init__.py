"""What the pages of the diary show: every word written, nothing left to ask."""
