"""Pure: SIE files, statements, cash flow, equity."""
