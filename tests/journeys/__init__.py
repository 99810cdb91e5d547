"""What persons do in a real browser, and the list of addresses that the house tests walk through too."""
