"""Swedish personal identity numbers and coordination numbers, to be kept out or looked out for (rule R40)."""

import re

_NUMBER = re.compile(r"(?<!\d)(?:19|20)?(\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[6-8]\d|9[01]))[-+]?(\d{4})(?!\d)")


def looks_like_identity_number(text: str) -> bool:
    """Tell whether something in the text has the form of an identity number, whatever its check digit says."""
    return bool(_NUMBER.search(text))


def holds_identity_number(text: str) -> bool:
    """Tell whether the text has a number of that form whose check digit is right: few invoices and phones have."""
    return any(_check_digit_is_right("".join(found.groups())) for found in _NUMBER.finditer(text))


def _check_digit_is_right(ten: str) -> bool:
    """Add every second digit doubled, its own digits added: the sum ends in 0."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(ten))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0
