"""What a figure is: definition, table, opening, disclosure control, files.

A number exists once, as a figure computed from rows; pages, charts and reports show it (docs/figures.md).
"""
