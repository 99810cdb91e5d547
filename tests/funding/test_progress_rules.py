"""Rules of follow-up reports without a database."""

from datetime import date

import pytest

from finsam.funding.rules.action_points import check_verifier, stage_of
from finsam.funding.rules.report_changes import figure_differences, merged_texts, word_changes
from finsam.funding.rules.report_goals import judged
from finsam.funding.rules.report_reminders import is_to_be_reminded, reminder_day
from finsam.funding.rules.report_text import (
    EVERY_SLOT,
    SHIPPED,
    Section,
    check_sections,
    missing_of,
    sections_from,
    sections_of,
    written_sections,
)

DUE = date(2030, 7, 20)


def keys(kind: str) -> list[str]:
    return [one.key for one in sections_of(SHIPPED, kind)]


def test_a_final_report_asks_what_was_promised_and_a_quarter_does_not() -> None:
    assert {"lovat", "kvar", "ordinarie", "lardomar"} <= set(keys("final"))
    assert not {"lovat", "kvar", "ordinarie", "lardomar"} & set(keys("quarter"))
    assert "framat" in keys("quarter")
    assert "framat" not in keys("final")


def test_every_figure_stands_in_a_report_whatever_the_template_says() -> None:
    for sections in (SHIPPED, [Section("eget", "Eget")], [Section("ekonomi", "Pengar")]):
        slots = [slot for one in sections_of(sections, "quarter") for slot in one.slots]
        assert sorted(slots) == sorted(EVERY_SLOT)


def test_a_template_reads_back_as_it_was_kept() -> None:
    assert written_sections(sections_from(written_sections(SHIPPED))) == written_sections(SHIPPED)


def test_words_beside_a_figure_count_as_the_sections_words() -> None:
    sections = sections_of(SHIPPED, "quarter")
    texts = {one.key: "Ja" for one in sections if one.key != "ekonomi"}
    assert [one.key for one in missing_of(sections, texts)] == ["ekonomi"]
    assert missing_of(sections, {**texts, "why-money": "Vakans."}) == []


@pytest.mark.parametrize(
    ("sections", "words"),
    [
        ([], "minst ett avsnitt"),
        ([Section("a", "Lika"), Section("b", "lika")], "Två avsnitt"),
        ([Section("a", "Bara slut", kinds=("final",))], "kvartalsrapporten"),
    ],
)
def test_a_template_that_cannot_be_used_is_refused(sections: list[Section], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        check_sections(sections)


def test_reminders_come_before_the_day_after_and_every_two_weeks() -> None:
    days = {date.fromordinal(n) for n in range(date(2030, 6, 1).toordinal(), date(2030, 9, 1).toordinal())}
    assert sorted({day for today in days if (day := reminder_day(DUE, 14, today))}) == [
        date(2030, 7, 6), date(2030, 7, 21), date(2030, 8, 4), date(2030, 8, 18),
    ]  # fmt: skip


def test_a_reminder_is_written_once_and_a_missed_one_not_twice() -> None:
    assert not is_to_be_reminded(DUE, 14, None, date(2030, 7, 5))
    assert is_to_be_reminded(DUE, 14, None, date(2030, 7, 6))
    assert not is_to_be_reminded(DUE, 14, date(2030, 7, 6), date(2030, 7, 20))
    assert is_to_be_reminded(DUE, 14, date(2030, 7, 6), date(2030, 8, 6))
    assert not is_to_be_reminded(DUE, 14, date(2030, 8, 6), date(2030, 8, 17))


def test_changes_of_a_text_are_told_word_by_word() -> None:
    pieces = word_changes("Vi började i maj med tre coacher.", "Vi började i juni med tre coacher.")
    assert [(one.text.strip(), one.kind) for one in pieces if one.kind] == [("maj", "removed"), ("juni", "added")]
    assert "".join(one.text for one in pieces if one.kind != "removed") == "Vi började i juni med tre coacher."


def test_figures_that_differ_say_then_and_now() -> None:
    def table(value: str) -> list[dict[str, object]]:
        return [
            {
                "caption": "Kön",
                "columns": [{"label": "Kön"}, {"label": "Antal"}],
                "rows": [{"cells": ["Kvinnor", value]}],
            }
        ]

    assert [one.said for one in figure_differences(table("61"), table("63"))] == ["Kön, Kvinnor, Antal: då 61, nu 63."]
    assert figure_differences(table("61"), table("61")) == []
    assert figure_differences([], table("5"))[0].then == "inget"


def test_two_who_write_in_different_sections_both_keep_their_words() -> None:
    joined, clashing = merged_texts(
        stored={"a": "ny", "b": "gammal"},
        typed={"a": "gammal", "b": "min"},
        base={"a": "gammal", "b": "gammal"},
        mark=str,
    )
    assert joined == {"a": "ny", "b": "min"}
    assert clashing == []


def test_two_who_write_in_the_same_section_overwrite_nothing() -> None:
    joined, clashing = merged_texts(stored={"a": "din"}, typed={"a": "min"}, base={"a": ""}, mark=str)
    assert joined == {"a": "din"}
    assert clashing == ["a"]


def test_a_goal_without_a_measure_is_not_judged() -> None:
    assert judged(None, None) == judged(5, None) == "open"


def test_what_is_not_adequate_is_open_again() -> None:
    assert stage_of(due_on=DUE, done_on=None, is_adequate=None, today=DUE) == "open"
    assert stage_of(due_on=DUE, done_on=None, is_adequate=None, today=date(2030, 7, 21)) == "late"
    assert stage_of(due_on=DUE, done_on=DUE, is_adequate=None, today=date(2031, 1, 1)) == "done"


def test_nobody_judges_the_own_action() -> None:
    with pytest.raises(ValueError, match="någon annan"):
        check_verifier("Kil@finsam.test ", "kil@FINSAM.test")
    check_verifier("", "kil@finsam.test")
