"""Pure: cells, tables, cubes, units and disclosure control."""
