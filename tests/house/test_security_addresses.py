"""What a stranger may write in an address without anything breaking, and what a file that is fetched is called."""

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as tries
from hypothesis import strategies as st
from journeys.addresses import FILES, Address
from world import SignedIn

from finsam.core.models import Association, SeatRole


@pytest.fixture
def director(signed_in: SignedIn, sydnarke: Association) -> Client:
    """The director; what breaks answers 500 as it does for a person."""
    browser = signed_in(sydnarke, SeatRole.DIRECTOR)
    browser.raise_request_exception = False
    return browser


@pytest.mark.parametrize("address", FILES, ids=str)
def test_a_file_has_a_safe_name_and_is_taken_for_nothing_else(address: Address, director: Client) -> None:
    answer = director.get(address.path)
    assert answer.status_code == 200
    kind, _, name = answer.headers["Content-Disposition"].partition("; ")
    assert kind in {"attachment", "inline"}
    assert kind == "attachment" or answer.headers["Content-Type"] in {"application/pdf", "application/json"}
    bare = name.removeprefix('filename="').removesuffix('"')
    assert bare
    assert set(bare) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.")
    asked = address.args[-1]
    assert bare.endswith(f".{asked}") if asked in {"csv", "xlsx", "pdf", "json"} else re.search(r"\.[a-z]{2,4}$", bare)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "html" not in answer.headers["Content-Type"]


@pytest.mark.parametrize(
    "period", ["2019\n", "2019\r\nX-Evil: 1", '2019"', " 2019", "+2019", "2_019", "２０１９"], ids=ascii
)
def test_a_file_is_called_by_the_period_it_is_of_not_by_what_was_written(period: str, director: Client) -> None:
    answer = director.get(f"/sydnarke/tal/participants.by_sex/{quote(period)}.csv")
    assert answer.status_code in {200, 404}
    if answer.status_code == 200:
        assert answer.headers["Content-Disposition"].endswith('-2019.csv"')


# Hostile addresses: a page, a redirect to the same place with its slash, or a refusal; never 500, never an echo.

HOSTILE_WORDS = [
    "",
    " ",
    "\x00",
    "2019\x00",
    "2019\n",
    "../../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "C:\\windows",
    "' OR '1'='1",
    "'; DROP TABLE core_person; --",
    "1) UNION SELECT password FROM core_person --",
    "%s%s%n",
    "{{7*7}}",
    "{0.__class__}",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\ud7ff\U0001f4a7\u202e\u200b",
    "å" * 3000,
    "@",
    "participants.total@",
    "participants.inflow@' OR 1=1",
    "__proto__",
    "2019-02-30",
    "2019-01-01--2018-01-01",
    "2019-01-01--2019-12-31--2020",
]
HOSTILE_YEARS = ["0000", "0001", "0002", "9998", "9999", "10000", "-1", "²²²²", "२०१९", "9" * 20, "9" * 5000]
HOSTILE_PERIODS = [*HOSTILE_YEARS, "0001-01-01--9999-12-31", "9999-01-01--9999-12-31", "0001-02-29--0001-03-01"]
written_ids = {"ids": lambda text: ascii(text[:24])}
Asked = tuple[str, dict[str, str]]


def broken(director: Client, asked: Iterable[Asked]) -> str:
    """Those that were answered with something else, or that said a script back."""
    wrong = []
    for path, query in asked:
        answer = director.get(path, query)
        is_slash = answer.status_code == 301 and unquote(answer["Location"]) == f"{unquote(path)}/"
        echoes = b"<script>alert" in answer.content or b"<img src=x" in answer.content
        if echoes or not (answer.status_code in {200, 400, 404} or is_slash):
            wrong.append(f"{answer.status_code} {path} {query or ''}"[:160])
    return "\n".join(wrong)


@pytest.mark.parametrize("written", HOSTILE_YEARS, **written_ids)
def test_whatever_year_is_asked_for_the_pages_stand(written: str, director: Client) -> None:
    paths = ("", "pengar/", "deltagare/", "enkater/", "insatser/", "insatser/mottagningsteam/")
    assert broken(director, ((f"/sydnarke/{path}", {"ar": written}) for path in paths)) == ""


@pytest.mark.parametrize("written", HOSTILE_PERIODS, **written_ids)
def test_whatever_period_an_address_names_it_is_a_page_or_it_is_refused(written: str, director: Client) -> None:
    one = quote(written, safe="")
    paths = (
        f"tal/{one}/alla/",
        f"tal/participants.by_sex/{one}/",
        f"tal/participants.by_sex/{one}.csv",
        f"tal/money.result/{one}/",
        f"tal/money.budget_plan/{one}/",
        f"rapporter/arsredovisning-{one}/",
        f"rapporter/arsredovisning-{one}.json",
    )
    assert broken(director, ((f"/sydnarke/{path}", {}) for path in paths)) == ""


@pytest.mark.parametrize("written", HOSTILE_WORDS, **written_ids)
def test_whatever_is_asked_for_the_page_stands(written: str, director: Client) -> None:
    figure = "/sydnarke/tal/participants.by_sex/2019/"
    asked = (
        ("/sydnarke/enkater/", {"ar": written}),
        (figure, {"rad": written, "kolumn": "total"}),
        (figure, {"rad": "total", "kolumn": written}),
        (figure, {"rad": written, "kolumn": written, "alla": written}),
        ("/logga-in/", {"next": written}),
    )
    assert broken(director, asked) == ""


@pytest.mark.parametrize("written", HOSTILE_WORDS, **written_ids)
def test_whatever_an_address_names_it_is_a_page_or_it_is_refused(written: str, director: Client) -> None:
    one = quote(written, safe="")
    paths = (
        f"/{one}/",
        f"/sydnarke/{one}/",
        f"/sydnarke/insatser/{one}/",
        f"/sydnarke/tal/{one}/",
        f"/sydnarke/tal/{one}/alla/",
        f"/sydnarke/tal/{one}/2019/",
        f"/sydnarke/tal/{one}/2019.csv",
        f"/sydnarke/tal/participants.inflow@{one}/2019/",
        f"/sydnarke/tal/participants.by_sex/{one}/",
        f"/sydnarke/tal/participants.by_sex/{one}.xlsx",
        f"/sydnarke/tal/participants.by_sex/2019.{one}",
        f"/sydnarke/rapporter/{one}-2019/",
        f"/sydnarke/rapporter/{one}-2019.pdf",
    )
    assert broken(director, ((path, {}) for path in paths)) == ""


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
DATES = st.tuples(st.dates(), st.dates()).map(lambda two: f"{two[0]}--{two[1]}")
PERIODS = st.one_of(WORDS, st.integers(0, 20000).map(str), DATES)


@tries(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # a page takes its time: the first that fails is told as it is
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(period=PERIODS, row=WORDS, column=WORDS)
def test_nothing_one_can_think_of_writing_breaks_a_figure(period: str, row: str, column: str, director: Client) -> None:
    one = quote(period, safe="")
    asked = (
        (f"/sydnarke/tal/participants.by_sex/{one}/", {"rad": row, "kolumn": column}),
        (f"/sydnarke/tal/money.result/{one}.csv", {}),
        ("/sydnarke/tal/participants.by_sex/2019/", {"rad": row, "kolumn": column}),
    )
    assert broken(director, asked) == ""
