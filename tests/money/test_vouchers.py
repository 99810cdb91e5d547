"""The vouchers: listed, searched, opened, and found from the figures that count them."""

import re
from html import unescape

import pytest
from django.db.models import Case, When
from django.test import Client
from world import OpenBook, SignedIn

from finsam.core.models import Association, SeatRole
from finsam.core.tenancy import within
from finsam.figures.registry import Scope
from finsam.kernel.periods import Period
from finsam.money.models import Ledger, Posting, Voucher
from finsam.money.postings import counted_among, postings_of
from finsam.money.queries.voucher import voucher_page
from finsam.money.queries.voucher_filter import Asked, amount_typed, asked_for, vouchers_asked
from finsam.money.queries.vouchers import A_PAGE, vouchers_file, vouchers_page

YEAR = Asked(year="2019")


def named(association: Association, **asked: str) -> set[str]:
    """The vouchers of 2019 that are asked for, by name."""
    scope = Scope(association, Period.year(2019))
    return {str(one) for one in vouchers_asked(scope, Asked(**{"year": "2019", **asked}))}


def having(association: Association, **of_row: object) -> set[str]:
    """The vouchers of 2019 that have a row like this, by name."""
    rows = Posting.objects.filter(association=association, year=2019, voucher__isnull=False, **of_row)
    return {str(row.voucher) for row in rows.select_related("voucher")}


@pytest.fixture
def economist(signed_in: SignedIn, sydnarke: Association) -> Client:
    """Somebody who reads vouchers every month."""
    return signed_in(sydnarke, SeatRole.ECONOMIST)


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("12 500,50", (1250050, 1250050)),
        ("12\N{NARROW NO-BREAK SPACE}500,50 kr", (1250050, 1250050)),
        ("−12 500", (1249950, 1250049)),
        ("12500.5", (1250050, 1250050)),
        ("el", None),
        ("L 12", None),
        ("", None),
    ],
)
def test_an_amount_is_read_as_it_is_typed(typed: str, span: tuple[int, int] | None) -> None:
    assert amount_typed(typed) == span


def test_an_address_that_is_not_understood_asks_for_the_latest_year() -> None:
    assert asked_for({"manad": "13", "ar": "tjugo"}, 2019) == YEAR
    assert asked_for({"q": " el\0 ", "ar": "alla"}, 2019) == Asked(year="alla", words="el")
    assert asked_for({}, None).year == "alla"


def test_each_condition_finds_the_vouchers_with_such_a_row(sydnarke: Association) -> None:
    with within(sydnarke):
        assert named(sydnarke, account="7511") == having(sydnarke, account__number="7511")
        assert named(sydnarke, ledger_object="90") == having(sydnarke, ledger_object="90")
        assert named(sydnarke, month="3") == having(sydnarke, month=3)
        assert named(sydnarke, intervention="mottagningsteam") == having(sydnarke, ledger_object="10")
        assert named(sydnarke, account="7511", ledger_object="10") == set()


def test_conditions_combine(sydnarke: Association) -> None:
    with within(sydnarke):
        both = named(sydnarke, account="7511", month="2")
        assert both == having(sydnarke, account__number="7511", month=2)
        assert both < named(sydnarke, account="7511")


def test_a_line_of_the_budget_finds_what_its_outcome_counts(sydnarke: Association, open_book: OpenBook) -> None:
    book = open_book("sydnarke", 2019)
    cell = book.cell("money.budget_outcome", "Kansli", "outcome")
    of_line = vouchers_asked(book.scope, Asked(year="2019", line="Kansli"))
    behind = vouchers_asked(
        book.scope,
        Asked(year="alla", figure="money.budget_outcome", period="2019", row="Kansli", column="outcome"),
    )
    assert {one.pk for one in of_line} == {one.pk for one in behind}
    costs = Posting.objects.filter(association=sydnarke, voucher__in=of_line, ledger_object="90")
    assert cell.value == -sum(costs.values_list("amount_ore", flat=True))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("L 12", "L 12"),
        ("l12", "L 12"),
        ("administrativt januari", "L 12"),
        ("7511", "L 12"),
        ("inhyrt", "L 12"),
        ("7 073,99", "L 12"),
        ("8 842,49", "L 12"),
        ("7 074", "L 12"),
    ],
)
def test_words_find_a_voucher_by_name_text_account_and_amount(words: str, found: str, sydnarke: Association) -> None:
    with within(sydnarke):
        assert found in named(sydnarke, words=words)


@pytest.mark.parametrize("words", ["finns inte alls", "7 073,98", "L 99999", "%", "_"])
def test_words_that_stand_nowhere_find_nothing(words: str, sydnarke: Association) -> None:
    with within(sydnarke):
        assert named(sydnarke, words=words) == set()


def test_the_pages_hold_every_voucher_once_newest_first_both_ways(sydnarke: Association) -> None:
    with within(sydnarke):
        pages, asked = [], YEAR
        while True:
            page = vouchers_page(sydnarke, asked, [2019])
            pages.append([row.cells[0].href for row in page.table.rows])
            if not page.older_url:
                break
            asked = asked_for({"ar": "2019", "fore": page.older_url.rpartition("=")[2]}, None)
        assert [len(rows) for rows in pages[:-1]] == [A_PAGE] * (len(pages) - 1)
        every = [href for rows in pages for href in rows]
        assert len(every) == len(set(every)) == Voucher.objects.filter(association=sydnarke, ledger__year=2019).count()
        back = vouchers_page(
            sydnarke, asked_for({"ar": "2019", "efter": page.newer_url.rpartition("=")[2]}, None), [2019]
        )
        assert [row.cells[0].href for row in back.table.rows] == pages[-2]


def test_a_place_that_is_none_begins_from_the_newest(sydnarke: Association) -> None:
    with within(sydnarke):
        first = vouchers_page(sydnarke, YEAR, [2019])
        odd = vouchers_page(sydnarke, asked_for({"ar": "2019", "fore": "2019-02-31.4"}, None), [2019])
    assert odd.table == first.table


def test_the_file_has_every_row_of_the_same_vouchers(economist: Client) -> None:
    answer = economist.get("/sydnarke/pengar/verifikationer/?ar=2019&konto=7511&som=csv")
    assert answer.headers["Content-Type"].startswith("text/csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    ours = [line for line in lines if line.startswith("L 12;")]
    assert ours[0] == (
        "L 12;2019-02-11;Student consulting: Administrativt stöd januari;7511;Inhyrt administrativt stöd;90;"
        "Administrativt stöd januari;7073,99;"
    )
    assert len(ours) == 3
    names = {line.split(";")[0] for line in lines[1:]}
    with within(Association.objects.get(slug="sydnarke")):
        assert names == having(Association.objects.get(slug="sydnarke"), account__number="7511")


def test_a_text_that_a_spreadsheet_would_run_is_written_as_a_text(sydnarke: Association) -> None:
    with within(sydnarke):
        Voucher.objects.filter(association=sydnarke, series="L", number="12").update(text="=1+1")
        content = vouchers_file(sydnarke, Asked(year="2019", words="L 12")).decode("utf-8-sig")
    assert ";'=1+1;" in content


def test_without_a_ledger_the_page_says_what_to_do(signed_in: SignedIn, sofint: Association) -> None:
    with within(sofint):
        Ledger.objects.filter(association=sofint).delete()
    answer = signed_in(sofint, SeatRole.DIRECTOR).get("/sofint/pengar/verifikationer/")
    assert "Ingen huvudbok är inläst än" in answer.content.decode()


def test_a_search_without_hits_offers_every_year(economist: Client) -> None:
    text = economist.get("/sydnarke/pengar/verifikationer/?ar=2018&q=Student").content.decode()
    assert "Ingen verifikation stämmer" in text
    assert "?ar=alla&amp;q=Student" in text


def test_a_figure_that_is_none_has_no_vouchers(economist: Client) -> None:
    for asked in ("tal=money.finns_inte&period=2019", "tal=money.costs&period=i+fjol", "tal=money.costs&talrad=x"):
        assert economist.get(f"/sydnarke/pengar/verifikationer/?{asked}").status_code == 404


def test_a_figure_of_what_came_in_has_no_voucher_that_only_paid_out(open_book: OpenBook, sydnarke: Association) -> None:
    scope = open_book("sydnarke", 2019).scope
    rows = [
        {"account_id": account, "ledger_object": "", "month": month, "inward": inward}
        for account, month, inward in Posting.objects.filter(association=sydnarke, year=2019, month__gt=0)
        .annotate(inward=Case(When(amount_ore__gt=0, then=1), default=0))
        .values_list("account_id", "month", "inward")
        .distinct()
    ]
    came = postings_of(scope).filter(counted_among(rows, lambda row: row["inward"] == 1 and row["month"] == 3))
    wanted = Posting.objects.filter(association=sydnarke, year=2019, ledger_object="", month=3, amount_ore__gt=0)
    assert {row.pk for row in came if not row.ledger_object} == {row.pk for row in wanted}


def test_a_voucher_shows_its_rows_its_sums_its_file_and_where_it_is_counted(sydnarke: Association) -> None:
    with within(sydnarke):
        found = Voucher.objects.select_related("ledger", "file__uploaded_by", "file__applied_by")
        page = voucher_page(sydnarke, found.get(association=sydnarke, ledger__year=2019, series="L", number="12"))
    assert page.title == "Verifikation L 12, 2019"
    assert page.debit == page.credit
    assert [row.account.label[:4] for row in page.rows] == ["7511", "1650", "2410"]
    assert [link.label for link in page.rows[0].belongs] == ["Kansli"]
    assert (page.before.label, page.after.label) == ("Föregående: L 11", "Nästa: L 13")
    assert "ledger-2019.se" in [fact.text for fact in page.about]
    counted = {(row.cells[0].text, row.cells[1].text) for row in page.counted.rows}
    assert {("Uppföljning", "Kansli"), ("Resultaträkning", "Verksamhetens kostnader")} <= counted
    assert ("Uppföljning", "Styrelse") not in counted


def test_a_series_is_walked_by_number_not_by_letter(sydnarke: Association) -> None:
    with within(sydnarke):
        found = Voucher.objects.select_related("ledger", "file").filter(association=sydnarke, series="L")
        first, nine = (found.get(ledger__year=2019, number=number) for number in ("1", "9"))
        assert voucher_page(sydnarke, first).before is None
        assert voucher_page(sydnarke, nine).after.label == "Nästa: L 10"


def test_a_figure_opens_to_its_vouchers(economist: Client, sydnarke: Association) -> None:
    opened = economist.get("/sydnarke/tal/money.budget_outcome/2019/?rad=Kansli&kolumn=outcome").content.decode()
    links = re.findall(r"/sydnarke/pengar/verifikationer/(\d+)/", opened)
    assert links
    assert economist.get(f"/sydnarke/pengar/verifikationer/{links[0]}/").status_code == 200
    many = re.search(r'href="(/sydnarke/pengar/verifikationer/\?tal=[^"]+)"', opened)
    listed = economist.get(unescape(many[1])).content.decode()
    assert "Bakom talet Budget och utfall, Kansli, Utfall, 2019" in listed
    with within(sydnarke):
        assert f"{len(named(sydnarke, line='Kansli'))} verifikationer" in listed


def test_an_opening_balance_has_no_voucher_to_open(economist: Client) -> None:
    opened = economist.get("/sydnarke/tal/money.balance_sheet/2018/?rad=cash&kolumn=now").content.decode()
    assert "Ingående balans" in opened
    assert not re.search(r"verifikationer/\d+/", opened)


def test_a_neighbours_voucher_is_not_there(economist: Client, neighbour: Association) -> None:
    with within(neighbour):
        theirs = Voucher.objects.filter(association=neighbour).values_list("pk", flat=True).first()
    assert theirs
    assert economist.get(f"/sydnarke/pengar/verifikationer/{theirs}/").status_code == 404
