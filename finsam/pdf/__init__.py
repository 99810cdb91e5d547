"""PDF: typed documents set with Typst, tagged, archivable and the same bytes every time. Knows no model.

A room builds a `Document` (`document.py`) of words already written out and hands it to `report_pdf` (`compile.py`).
"""
