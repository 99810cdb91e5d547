"""A follow-up report opens filled: the figures' own cells, protected as for the public."""

from datetime import date

import pytest
from world import OpenBook

from finsam.figures.audience import Audience
from finsam.figures.book import Book
from finsam.figures.rules.disclosure import SECOND
from finsam.funding.queries.progress_figures import Filled, filled_slots, kept_figures, kept_slots
from finsam.interventions.models import Intervention, InterventionGoal
from finsam.kernel.periods import Period

QUARTER = Period(date(2019, 7, 1), date(2019, 9, 30))


def fill(book: Book, key: str, audience: Audience = Audience.PUBLIC) -> dict[str, Filled]:
    row = Intervention.objects.get(association=book.association, key=key)
    return filled_slots(book, row, list(row.goals.all()), audience)


def texts(filled: Filled, figure: str) -> list[list[str]]:
    table = next(one for one in filled.tables if one.figure == figure)
    return [[cell.text for cell in row.cells] for row in table.shown.rows]


def test_the_filled_figures_are_the_figures_cells(open_book: OpenBook) -> None:
    book = open_book("sydnarke", QUARTER)
    filled = fill(book, "mottagningsteam", Audience.ASSOCIATION)
    table = book.table("participants.sex@mottagningsteam")
    shown = next(one for one in filled["people"].tables if one.figure == "participants.sex@mottagningsteam")
    assert [row.cells[1].text for row in shown.shown.rows] == [
        str(table.cell(row.key, "count").value) for row in table.rows
    ]
    assert all(row.cells[1].href for row in shown.shown.rows)
    assert shown.base == "insatsens deltaganden"


def test_the_same_number_stands_in_every_table_of_the_report(open_book: OpenBook) -> None:
    """R35: the sum by sex, by municipality and by referrer is one number."""
    filled = fill(open_book("sydnarke", 2019), "mottagningsteam")
    sums = {
        texts(filled[slot], f"participants.{name}@mottagningsteam")[-1][1]
        for slot, name in (("people", "sex"), ("people", "residence"), ("referrers", "referrers"))
    }
    assert len(sums) == 1


@pytest.mark.parametrize("key", ["mottagningsteam", "coachingteam", "coachingteam_vaxa"])
def test_an_owner_sees_no_small_count_and_no_link(open_book: OpenBook, key: str) -> None:
    book = open_book("sydnarke", QUARTER)
    hidden = 0
    for filled in fill(book, key).values():
        for table in filled.tables:
            cells = [cell for row in table.shown.rows for cell in row.cells]
            assert not any(cell.href for cell in cells)
            hidden += sum(bool(cell.reason) for cell in cells)
            hidden += sum(cell.text in {"1", "2", "3", "4"} for cell in cells) * 1000
    assert 0 < hidden < 1000


def test_a_hidden_count_is_explained(open_book: OpenBook) -> None:
    met = set()
    for filled in fill(open_book("sydnarke", QUARTER), "coachingteam").values():
        hidden = {cell.text for one in filled.tables for row in one.shown.rows for cell in row.cells if cell.reason}
        assert ("Små antal visas inte" in filled.hidden) == bool(hidden)
        met |= hidden
    assert met == {"färre än 5", SECOND}


def test_where_nothing_is_registered_it_says_what_and_who(open_book: OpenBook) -> None:
    filled = fill(open_book("sydnarke", Period(date(2031, 1, 1), date(2031, 3, 31))), "mottagningsteam")
    assert not filled["people"].tables
    assert "samordnare registrerar" in filled["people"].missing
    assert "ekonom läser in" in filled["money"].missing


def test_money_counts_from_january_and_says_so(open_book: OpenBook) -> None:
    book = open_book("sydnarke", QUARTER)
    (table,) = fill(book, "mottagningsteam")["money"].tables
    year_to_date = book.of(Period(date(2019, 1, 1), date(2019, 9, 30)))
    outcome = year_to_date.cell("money.follow_up_by_intervention", "mottagningsteam", "outcome")
    assert table.shown.caption.endswith("januari–september 2019")
    assert outcome.value is not None
    said = table.shown.rows[0].cells[3].text
    assert said.replace("\N{NARROW NO-BREAK SPACE}", "").replace("\N{MINUS SIGN}", "-") == str(
        round(outcome.value / 100)
    )


def test_a_goal_is_judged_by_its_figure(open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2019)
    row = Intervention.objects.get(association=book.association, key="mottagningsteam")
    for at_least, figure in (
        (100, "participants.sex@mottagningsteam:total/count"),
        (9999, "participants.sex@mottagningsteam:total/count"),
        (None, ""),
    ):
        InterventionGoal.objects.create(
            association=book.association, intervention=row, text="Fler", target="100", figure=figure, at_least=at_least,
            position=50,
        )  # fmt: skip
    (table,) = filled_slots(book, row, list(row.goals.filter(position=50)), Audience.PUBLIC)["goals"].tables
    assert [shown.cells[3].text for shown in table.shown.rows] == ["Uppfyllt", "Ej uppfyllt", "Bedöms i text"]


def test_kept_figures_read_back_the_same(open_book: OpenBook) -> None:
    filled = fill(open_book("sydnarke", QUARTER), "coachingteam")
    again = kept_slots(kept_figures(filled, date(2019, 10, 1)))
    assert kept_figures(again, date(2019, 10, 1)) == kept_figures(filled, date(2019, 10, 1))
