"""The text of minutes in canonical form, and the hash that approvals are bound to."""

import hashlib
import json
from dataclasses import asdict
from datetime import date

from finsam.meetings.minutes_text.text import MinutesText


def minutes_content(text: MinutesText) -> dict[str, object]:
    """Return the text as plain data: words, numbers, lists, dates as ISO 8601. The form written as .json."""
    content: dict[str, object] = json.loads(json.dumps(asdict(text), default=date.isoformat))
    return content


def minutes_hash(text: MinutesText) -> str:
    """Return the SHA-256 of the canonical JSON of the text: the same text, the same hash."""
    canonical = json.dumps(minutes_content(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
