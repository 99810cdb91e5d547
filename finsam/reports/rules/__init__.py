"""Pure: how a report's text is read."""
