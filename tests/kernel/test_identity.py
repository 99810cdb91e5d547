"""Numbers with a check digit: of persons and of organisations."""

import pytest

from finsam.kernel.identity import is_organisation_number, organisation_number


@pytest.mark.parametrize(
    ("text", "right"),
    [("212000-2015", True), ("2120002015", True), ("212000-2016", False), ("811218-9876", False), ("21200", False)],
)
def test_an_organisation_number_has_a_check_digit_and_is_no_persons(text: str, *, right: bool) -> None:
    assert is_organisation_number(text) is right


def test_an_organisation_number_is_kept_with_its_hyphen_and_what_is_no_number_as_it_is() -> None:
    assert [organisation_number(text) for text in ("2120002015", "212000-2015", "okänt")] == [
        "212000-2015", "212000-2015", "okänt",
    ]  # fmt: skip
