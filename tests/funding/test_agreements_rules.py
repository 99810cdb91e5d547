"""What an agreement may say, which reports it asks for, how its text is read: without a database."""

from datetime import date

import pytest

from finsam.funding.rules.agreement_blocks import Bullets, Heading, Paragraph, Place, Words, read_blocks
from finsam.funding.rules.agreement_text import AMENDMENT, SHIPPED, filled, plain, unknown_marks
from finsam.funding.rules.agreements import amount_faults
from finsam.funding.rules.clocks import ClockState, clock, clock_to
from finsam.funding.rules.reporting_dates import Asked, date_faults, proposed_dates, shortened

YEAR = date(2024, 1, 1), date(2024, 12, 31)


def told(dates: list[Asked]) -> list[tuple[str, str, str, str]]:
    return [(one.kind, f"{one.period_from:%m-%d}", f"{one.period_to:%m-%d}", str(one.due_on)) for one in dates]


def test_a_year_asks_for_quarters_and_a_final_report() -> None:
    assert told(proposed_dates(*YEAR, {"quarter", "final"}, 20)) == [
        ("quarter", "01-01", "03-31", "2024-04-20"),
        ("quarter", "04-01", "06-30", "2024-07-20"),
        ("quarter", "07-01", "09-30", "2024-10-20"),
        ("final", "01-01", "12-31", "2025-01-20"),
    ]


def test_a_half_year_report_takes_the_place_of_its_last_quarter() -> None:
    assert told(proposed_dates(*YEAR, {"quarter", "half_year", "final"}, 20))[:2] == [
        ("quarter", "01-01", "03-31", "2024-04-20"),
        ("half_year", "01-01", "06-30", "2024-07-20"),
    ]
    assert [one.kind for one in proposed_dates(*YEAR, {"half_year"}, 20)] == ["half_year", "half_year"]


@pytest.mark.parametrize(
    ("since", "until", "periods"),
    [
        (date(2024, 2, 15), date(2024, 5, 10), ["02-15–03-31", "04-01–05-10"]),
        (date(2024, 3, 31), date(2024, 4, 30), ["04-01–04-30"]),  # a single day is no period
        (date(2024, 11, 1), date(2025, 1, 31), ["11-01–12-31", "01-01–01-31"]),
    ],
)
def test_a_time_that_cuts_quarters_is_asked_for_as_far_as_it_goes(since: date, until: date, periods: list[str]) -> None:
    found = proposed_dates(since, until, {"quarter"}, 20)
    assert [f"{one.period_from:%m-%d}–{one.period_to:%m-%d}" for one in found] == periods
    assert not date_faults(found, since=since, until=until)


def test_a_report_cannot_end_before_it_begins_come_before_its_end_or_stand_twice() -> None:
    right = Asked("quarter", date(2024, 1, 1), date(2024, 3, 31), date(2024, 4, 20))
    wrong = [
        Asked("quarter", date(2024, 3, 31), date(2024, 1, 1), date(2024, 4, 20)),
        Asked("quarter", date(2024, 1, 1), date(2024, 3, 31), date(2024, 3, 31)),
        Asked("final", date(2023, 1, 1), date(2024, 3, 31), date(2024, 4, 20)),
        right,
        right,
    ]
    faults = date_faults(wrong, since=YEAR[0], until=YEAR[1])
    assert [fault.partition(":")[0] for fault in faults] == [
        "Rapport 1", "Rapport 2", "Rapport 3", "Rapport 4 står två gånger. Ta bort den ena.",
        "Rapport 5 står två gånger. Ta bort den ena.",
    ]  # fmt: skip


def test_a_final_report_is_about_the_time_to_the_end_of_the_agreement() -> None:
    short = Asked("final", YEAR[0], date(2024, 9, 30), date(2024, 10, 20))
    [fault] = date_faults([short], since=YEAR[0], until=YEAR[1])
    assert "slutrapporten ska gälla till avtalets slut, 31\xa0december 2024" in fault


def test_an_agreement_that_ends_earlier_asks_for_what_is_left() -> None:
    final = Asked("final", *YEAR, date(2025, 1, 20))
    assert shortened(final, date(2024, 6, 30)) == Asked("final", YEAR[0], date(2024, 6, 30), date(2024, 7, 20))
    assert (
        shortened(Asked("quarter", date(2024, 7, 1), date(2024, 9, 30), date(2024, 10, 20)), date(2024, 6, 30)) is None
    )


def test_no_year_gets_more_than_was_granted_or_less_than_is_claimed() -> None:
    time = {"since": date(2024, 1, 1), "until": date(2025, 12, 31)}
    granted = {2024: 100_00, 2025: 50_00}
    assert not amount_faults({2024: 100_00, 2025: 20_00}, granted=granted, claimed={2024: 100_00}, **time)
    assert "högst 100" in amount_faults({2024: 100_01}, granted=granted, claimed={}, **time)[0]
    assert "redan rekvirerat" in amount_faults({2024: 10_00}, granted=granted, claimed={2024: 20_00}, **time)[0]
    assert "utanför avtalets tid" in amount_faults({2026: 1}, granted={2026: 1}, claimed={}, **time)[0]
    assert amount_faults({2024: 0}, granted=granted, claimed={}, **time)


def test_the_clock_runs_a_month_from_the_decision_and_stops_when_it_is_signed() -> None:
    decided, today = date(2024, 1, 31), date(2024, 3, 1)
    running = clock(started_on=decided, months=1, done_on=None, today=today)
    assert running is not None
    assert (running.due_on, running.late, running.days_left) == (date(2024, 2, 29), True, -1)
    signed = clock_to(running.due_on, started_on=decided, done_on=date(2024, 2, 20), today=today)
    assert (signed.state, signed.late, signed.days_left) == (ClockState.MET, False, 9)


def test_the_shipped_texts_know_every_name_in_them_and_place_both_tables() -> None:
    for text in (SHIPPED, AMENDMENT):
        assert unknown_marks(text) == []
        assert [block.kind for block in read_blocks(text) if isinstance(block, Place)] == ["belopp", "rapporter"]
    assert unknown_marks("Med {Förbundet} och {beställaren} och {beställaren}") == ["beställaren"]
    assert filled("{ Från } till {till}", {"från": "i dag"}) == "i dag till {till}"


def test_a_text_is_read_into_numbered_sections_and_never_loses_a_table() -> None:
    read = read_blocks("# Parter\n\nVi **två**\nhär <b>.\n\n### Mer\n\n1. ett\n2. två\n\n{Belopp}\n\n## Slut\n")
    assert read[0] == Heading(2, "Parter", "1")
    assert read[1] == Paragraph(
        (Words("Vi "), Words("två", "strong"), Words(" "), Words("här <b>.")),
    )
    assert read[2:4] == [Heading(3, "Mer"), Bullets([(Words("ett"),), (Words("två"),)], ordered=True)]
    assert [block.kind for block in read[4:]] == ["belopp", "heading", "rapporter"]
    assert plain("# Rubrik\n{summan}") == "Rubrik\n(summan)"
