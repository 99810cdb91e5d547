"""The text of minutes as plain data, and the hash that approvals are bound to."""

import json
from dataclasses import asdict
from datetime import date

from finsam.meetings.minutes_text.text import MinutesText
from finsam.signing.content import content_hash


def minutes_content(text: MinutesText) -> dict[str, object]:
    """Return the text as plain data: words, numbers, lists, dates as ISO 8601. The form written as .json."""
    content: dict[str, object] = json.loads(json.dumps(asdict(text), default=date.isoformat))
    return content


def minutes_hash(text: MinutesText) -> str:
    """Return the SHA-256 of the canonical form of the text: the same text, the same hash."""
    return content_hash(text)
