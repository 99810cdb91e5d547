"""Swedish numbers with a check digit: of persons, to be kept out (rule R40), and of organisations, to be held right."""

import re

_NUMBER = re.compile(r"(?<!\d)(?:19|20)?(\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[6-8]\d|9[01]))[-+]?(\d{4})(?!\d)")
_ORGANISATION = re.compile(r"[0-9]{6}-?[0-9]{4}")


def looks_like_identity_number(text: str) -> bool:
    """Tell whether something in the text has the form of an identity number, whatever its check digit says."""
    return bool(_NUMBER.search(text))


def holds_identity_number(text: str) -> bool:
    """Tell whether the text has a number of that form whose check digit is right: few invoices and phones have."""
    return any(check_digit_is_right("".join(found.groups())) for found in _NUMBER.finditer(text))


def is_organisation_number(text: str) -> bool:
    """Tell whether the text is an organisation number with a right check digit: ten digits, the third at least 2."""
    digits = text.replace("-", "", 1)
    return bool(_ORGANISATION.fullmatch(text)) and int(digits[2]) >= 2 and check_digit_is_right(digits)


def organisation_number(text: str) -> str:
    """Write an organisation number with a hyphen after its sixth digit; one that is not ten digits as it is."""
    digits = "".join(filter(str.isdigit, text))
    return f"{digits[:6]}-{digits[6:]}" if len(digits) == 10 else text


def check_digit_is_right(digits: str) -> bool:
    """Double every second digit from the last but one and add the digits of all: the sum ends in 0 (Luhn)."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0
