"""What the interventions' own figures tell of the demo."""

from fractions import Fraction

from world import OpenBook


def test_the_money_is_told_with_those_who_share_the_cost(open_book: OpenBook) -> None:
    """What was left of Coachingteamet's budget was spent by Växa, which had none: 24 472 over."""
    table = open_book("sydnarke", 2019).table("interventions.money@coachingteam")
    kronor = {
        (row.key, column.key): None if (value := table.cell(row.key, column.key).value) is None else round(value / 100)
        for row in table.rows
        for column in table.columns[:3]
    }
    assert kronor["coachingteam", "budget"] == 3_176_000
    assert kronor["coachingteam", "left"] == 1_348_134
    assert kronor["coachingteam_vaxa", "budget"] is None
    assert kronor["coachingteam_vaxa", "left"] is None
    assert kronor["total", "outcome"] == 3_200_472
    assert kronor["total", "left"] == -24_472


def test_an_intervention_alone_in_its_pool_has_one_row(open_book: OpenBook) -> None:
    table = open_book("sydnarke", 2019).table("interventions.money@rehabmassan")
    assert [row.key for row in table.rows] == ["rehabmassan"]


def test_shares_are_of_those_ended_in_each_municipality(open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2019)
    table = book.table("interventions.step_share@coachingteam")
    assert table.cell("Hallsberg", "share").value == Fraction(9, 20)
    assert table.cell("total", "share").value == Fraction(44, 76)
    assert table.cell("total", "ended").address.figure == "participants.outflow@coachingteam"  # type: ignore[union-attr]
    assert book.cell("interventions.work_share@coachingteam").value == Fraction(26, 71)
