"""The hash of what is approved: the same for the same words, another for anything else."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import pytest

from finsam.core.models import Body
from finsam.signing.content import content_hash, grouped


@dataclass(frozen=True)
class Paragraph:
    number: int
    text: str


def test_the_form_is_the_one_that_is_documented() -> None:
    # printf '{"bilagor":["1.1"],"datum":"2021-11-19","text":"återsänds"}' | sha256sum
    content = {"text": "återsänds", "datum": date(2021, 11, 19), "bilagor": ("1.1",)}
    assert content_hash(content) == "8dbcf6d07c86467d44e49a6ae92bf3aa9f2022cb2792b83b030e659976fd771c"


def test_records_count_as_their_fields_whatever_their_order() -> None:
    assert content_hash(Paragraph(62, "Öppnande")) == content_hash({"text": "Öppnande", "number": 62})


def test_a_moment_counts_as_itself_in_whatever_zone_it_is_written() -> None:
    utc = datetime(2021, 11, 19, 9, 0, tzinfo=UTC)
    assert content_hash(utc) == content_hash(utc.astimezone(timezone(timedelta(hours=1))))


@pytest.mark.parametrize("value", [Body.BOARD, Decimal("1.50"), Fraction(1, 3), None, True, 3, [], ""])
def test_what_stands_in_minutes_has_a_form(value: object) -> None:
    assert len(content_hash([value])) == 64


def test_any_other_word_number_or_order_of_paragraphs_is_another_content() -> None:
    first, second = Paragraph(62, "Öppnande"), Paragraph(63, "Dagordning")
    hashes = {
        content_hash(content)
        for content in ([first, second], [second, first], [first], [Paragraph(62, "öppnande"), second], ["62"], [62])
    }
    assert len(hashes) == 6


@pytest.mark.parametrize("value", [object(), {1, 2}, b"bytes", float("nan")])
def test_what_could_be_written_in_two_ways_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        content_hash(value)


def test_a_hash_is_written_in_groups() -> None:
    assert grouped("7c9e41d05a3b88f219e6") == "7c9e41d0 5a3b88f2 19e6"
