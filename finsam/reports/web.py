"""A report as a web document in one file, that opens without a server."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from finsam.reports.blocks import Composed

STYLES = ("ui/finsam.css", "ui/charts.css")


def web_document(composed: Composed) -> str:
    """Return the report as one HTML file; every number leads to its row in the derivation."""
    styles = "\n".join(Path(str(finders.find(name))).read_text(encoding="utf-8") for name in STYLES)
    return render_to_string("reports/document.html", {"page": composed, "styles": styles})
