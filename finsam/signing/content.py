"""The hash of what is approved: SHA-256 of a canonical form, the same for the same words whoever computes it."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction

GROUP = 8


def content_hash(content: object) -> str:
    """Return the SHA-256 in hex of the content in canonical form. Raises TypeError on what has none."""
    return hashlib.sha256(canonical(content)).hexdigest()


def canonical(content: object) -> bytes:
    """Write the content as canonical JSON: sorted keys, UTF-8, no spaces, dates in ISO.

    Dataclasses count as their fields, moments as their time in UTC. Raises TypeError on what has no canonical form.
    """
    written = json.dumps(
        content, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return written.encode()


def grouped(value: str) -> str:
    """Write a hash, or the beginning of one, in groups for people: "7c9e41d0 5a3b88f2"."""
    return " ".join(value[start : start + GROUP] for start in range(0, len(value), GROUP))


def _plain(value: object) -> object:
    match value:
        case datetime():
            return (value.astimezone(UTC) if value.tzinfo else value).isoformat()
        case date() | time():
            return value.isoformat()
        case Enum():
            return value.value
        case Decimal() | Fraction():
            return str(value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {field.name: getattr(value, field.name) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} has no canonical form")
