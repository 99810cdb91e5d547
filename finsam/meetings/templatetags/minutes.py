"""How the text of minutes is drawn on a page."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from finsam.meetings.rules.prose import prose_html

register = template.Library()

_FRAME = '<div class="table-scroll"><table class="table">'


@register.filter
def prose(text: str) -> SafeString:
    """Draw paragraphs, lists and tables written in Markdown; anything else stands as it was typed."""
    framed = prose_html(text).replace("<table>", _FRAME).replace("</table>", "</table></div>")
    return mark_safe(framed)  # noqa: S308  the renderer escapes what it does not know
