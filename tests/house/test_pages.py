"""What every page keeps to: few queries, none while it is drawn, light, well-formed, in Swedish, and safe to show."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.template.base import NodeList
from django.test import Client
from django.test.utils import CaptureQueriesContext
from journeys.addresses import PAGES, REPORTS, Address
from world import Seated, SignedIn

from finsam.core.models import Association, SeatRole

EVERY_PAGE = pytest.mark.parametrize("address", PAGES, ids=str)
MOST_QUERIES = 12
CEILINGS = {
    "sign_in": 3,
    "ui:gallery": 3,
    "ui:figure": 3,
    "surveys": 8,
    "association": 10,
    "figure": 14,
    "figures-of-period": 17,
    "figures": 18,
    "money-tables": 17,
    "overview": 20,
    "report": 30,
    # money: follow-up
    "money": 21,
    "money-month": 20,
    # money: budget
    "budgets": 20,
    "budget": 21,
    "budget-edit": 18,
    "budget-months": 16,
    "budget-decide": 20,
    "budget-transfer": 14,
    # money: contributions
    "contributions": 16,
    # money: commitments
    "commitments": 16,  # and the grants that bind lines too
    # money: equity
    "equity": 17,  # of these three read ledgers: the year, the one before, and what its sheet compares with
    "scenario": 17,
    # money: ledger
    "ledger": 14,
    "ledger-file": 19,  # before it is applied: what it would change, and what is not mapped
    # money: vouchers
    "ledger-accounts": 13,
    "vouchers": 15,  # what an account, an object and a line mean, and a choice of each
    "voucher": 21,  # the voucher, its neighbours, and two years of figures that count it
    # reports
    "economic-report": 28,
    "report-signing": 25,
    # cases
    "verify-code": 15,  # three for each association here: it is not known whose the code is
    # funding: applications
    "application": 17,
    "application-edit": 14,
    # funding: assessment
    "assessment": 20,
    "dossier": 24,
    "agreement-edit": 14,
    # funding: the project owner's
    "owner": 20,  # with the reports and claims of a granted one
    "owner-application": 14,
    "owner-send": 15,
    # funding: agreements
    "agreement-sign": 14,  # a draft: what it says against what was granted and claimed, and who may sign
    # funding: follow-up reports and action points
    "progress-report": 25,  # an intervention's figures from every room, for the association and as the owner sees them
    "owner-report": 28,
    # funding: claims
    "claims": 13,
    "claim": 18,  # when it is paid: the vouchers that may book it, and those that may not
    "claim-new": 13,
    "claim-edit": 14,
    "owner-claim": 16,
    "owner-claim-new": 16,
    # funding: the krona and open data
    "follow-krona": 24,  # ledger, budget, grants and participants at once
    # funding: interventions
    "interventions": 17,  # the ledger, the budget and the registrations of the year
    "intervention": 27,  # the same, the surveys, and what is reported
    # meetings: before
    "agenda": 18,
    "calling": 18,
    "agenda-item": 20,
    "meeting": 19,
    "paper": 21,
    "papers": 18,
    # meetings: during
    "meeting-live": 24,
    "meeting-chair": 23,
    "meeting-follow": 23,
    "meeting-attendance": 22,
    "reservation": 23,
    # meetings: after
    "minutes": 23,
    "masking": 23,
    # meetings: public
    "public-minutes": 26,
    # the association's own rules, search, outbox
    "today": 38,
    "search": 16,
}
"""What pages need that need fewer than the most, and what those need that do not meet it yet. Only ever lowered."""
OPENED_IN_PLACE = {"figure", "ui:figure"}
HEAVIEST, HEAVIEST_REPORT = 150_000, 600_000


@pytest.fixture
def director(signed_in: SignedIn, sydnarke: Association) -> Client:
    """The director, who sees most, with the session of somebody who has been here a while."""
    browser = signed_in(sydnarke, SeatRole.DIRECTOR)
    browser.get("/sydnarke/forbundet/")
    return browser


def told(queries: CaptureQueriesContext) -> str:
    """Which tables were asked, and how many times: for the message when there were too many."""
    asked = Counter(
        (re.search(r'set_config|SAVEPOINT|(?:FROM|UPDATE|INTO) "?(\w+)', q["sql"]) or [q["sql"][:60]])[0].split('"')[-1]
        for q in queries.captured_queries
    )
    return ", ".join(f"{count} × {table}" for table, count in asked.most_common())


@EVERY_PAGE
def test_a_page_asks_the_database_few_times(address: Address, director: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        director.get(address.path)
    assert len(queries) <= CEILINGS.get(address.name, MOST_QUERIES), told(queries)


@contextmanager
def drawing() -> Iterator[list[str]]:
    """Gather every query sent while some part of a template is being drawn, not before and not after."""
    depth = 0
    sent: list[str] = []
    draw = NodeList.render

    def watched(self: NodeList, context: Any) -> Any:
        nonlocal depth
        depth += 1
        try:
            return draw(self, context)
        finally:
            depth -= 1

    def noted(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if depth:
            sent.append(sql)
        return execute(sql, *rest)

    NodeList.render = watched  # type: ignore[method-assign]
    try:
        with connection.execute_wrapper(noted):
            yield sent
    finally:
        NodeList.render = draw  # type: ignore[method-assign]


@EVERY_PAGE
def test_drawing_a_page_asks_the_database_nothing(address: Address, director: Client) -> None:
    with drawing() as sent:
        director.get(address.path)
    assert sent == []


@pytest.mark.parametrize("address", [a for a in PAGES if a.name in OPENED_IN_PLACE], ids=str)
def test_drawing_a_part_in_place_asks_the_database_nothing(address: Address, director: Client) -> None:
    with drawing() as sent:
        part = director.get(address.path, headers={"HX-Request": "true"}).content.decode()
    assert sent == []
    assert "<html" not in part


def test_a_query_while_a_template_is_drawn_would_be_seen(sydnarke: Association) -> None:
    from django.template import engines

    template = engines["django"].from_string("{% for one in rows %}{{ one }}{% endfor %}")
    with drawing() as sent:
        template.render({"rows": Association.objects.all()})
    assert len(sent) == 1


class Outline(HTMLParser):
    """What the rules below ask of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lang = ""
        self.title = ""
        self.headings: list[int] = []
        self.unsafe: list[str] = []
        self.ids: Counter[str] = Counter()
        self.around: list[str] = []  # words outside <main>: band, bar, foot
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag says of the page."""
        given = dict(attrs)
        self.unsafe += [
            f'<{tag} {name}="{value}">' for name, value in attrs if name == "style" or name.startswith("on")
        ]
        self.unsafe += [f"<{tag}>"] * (
            tag in {"style", "iframe", "object", "base"} or (tag == "script" and "src" not in given)
        )
        self.unsafe += [
            f"{name}={value}" for name, value in attrs if (value or "").strip().lower().startswith("javascript:")
        ]
        self.ids.update(value for name, value in attrs if name == "id" and value)
        spoken = [value for name, value in attrs if name in {"aria-label", "title", "placeholder", "alt"} and value]
        self._say(" ".join(spoken))
        if tag == "html":
            self.lang = given.get("lang") or ""
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in {"meta", "link", "input", "br", "img", "hr"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the tag, and what was left open in it."""
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Note the words."""
        if self._open and self._open[-1] == "title" and "svg" not in self._open:
            self.title += data
        if "script" not in self._open and "style" not in self._open:
            self._say(data)

    def _say(self, text: str) -> None:
        self.words.append(text)
        if "main" not in self._open:
            self.around.append(text)


Read = Callable[[Address], Outline]
_read: dict[str, str] = {}  # pages are the same for every test here: nothing they show is written by any of them


@pytest.fixture
def html(signed_in: SignedIn, sydnarke: Association) -> Callable[[Address], str]:
    """Fetch a page as the director gets it, once; who is signed in only when one has to be fetched."""
    browser = cache(lambda: signed_in(sydnarke, SeatRole.DIRECTOR))

    def fetched(address: Address) -> str:
        if address.path not in _read:
            _read[address.path] = browser().get(address.path).content.decode()
        return _read[address.path]

    return fetched


@pytest.fixture
def read(html: Callable[[Address], str]) -> Read:
    """Read a page."""
    return lambda address: Outline(html(address))


@EVERY_PAGE
def test_a_page_is_light(address: Address, html: Callable[[Address], str]) -> None:
    assert len(html(address).encode()) < (HEAVIEST_REPORT if address.name in REPORTS else HEAVIEST)


@EVERY_PAGE
def test_a_page_has_a_language_one_heading_of_its_own_and_none_skipped(address: Address, read: Read) -> None:
    page = read(address)
    assert page.lang == "sv"
    assert page.headings.count(1) == 1
    assert page.headings[0] == 1
    jumps = [(a, b) for a, b in zip(page.headings, page.headings[1:], strict=False) if b > a + 1]
    assert jumps == []


@EVERY_PAGE
def test_no_id_stands_twice_on_a_page(address: Address, read: Read) -> None:
    assert [name for name, count in read(address).ids.items() if count > 1] == []


@EVERY_PAGE
def test_a_page_carries_no_style_or_script_of_its_own(address: Address, read: Read) -> None:
    assert read(address).unsafe == []


def test_every_page_has_a_title_of_its_own(read: Read) -> None:
    titles: dict[str, list[str]] = {}
    for address in PAGES:
        titles.setdefault(read(address).title.strip(), []).append(str(address))
    assert {title: names for title, names in titles.items() if len(names) > 1 or not title} == {}


def test_no_title_says_the_same_thing_twice(read: Read) -> None:
    parts = {str(address): read(address).title.split(" · ") for address in PAGES}
    assert {name: words for name, words in parts.items() if len(set(words)) < len(words)} == {}


ENGLISH = re.compile(
    r"\b(the|and|of|with|your|this|please|required|enter|value|sign in|sign out|log in|log out|home|search|settings"
    r"|help|menu|next|previous|page|close|open|error|forbidden|not found|field|choose|none|true|false|username"
    r"|january|february|march|may|june|july|october|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    re.IGNORECASE,
)
"""Common words of English, and Django's, that no Swedish page has use for."""


def english(words: list[str]) -> list[str]:
    """The English words among these."""
    return sorted({found[0].lower() for found in ENGLISH.finditer(" | ".join(words))})


@EVERY_PAGE
def test_what_stands_around_a_page_is_in_swedish(address: Address, read: Read) -> None:
    page = read(address)
    assert page.around
    assert english(page.around) == []


REFUSED: dict[str, Callable[[Client], HttpResponse]] = {
    "sign-in with nothing written": lambda client: client.post("/logga-in/", {"email": "", "password": ""}),
    "sign-in with a wrong address": lambda client: client.post("/logga-in/", {"email": "hej", "password": "x"}),
    "sign-in with a wrong password": lambda client: client.post(
        "/logga-in/", {"email": "a@finsam.test", "password": "x"}
    ),
    "no such page": lambda client: client.get("/finns/inte/alls/"),
    "no such figure": lambda client: client.get("/sydnarke/tal/finns.inte/2019/"),
    "a form without its token": lambda client: Client(enforce_csrf_checks=True).post("/logga-in/", {"email": "a"}),
    "a strange host": lambda client: client.get("/logga-in/", headers={"host": "ond.exempel"}),
}


@pytest.mark.parametrize("refusal", REFUSED)
def test_a_refusal_is_a_page_in_swedish_too(refusal: str, director: Client) -> None:
    answer = REFUSED[refusal](director)
    page = Outline(answer.content.decode())
    assert 400 <= answer.status_code < 500
    assert (page.lang, page.headings.count(1), page.unsafe) == ("sv", 1, [])
    assert english(page.words) == []


def test_today_asks_as_little_of_the_database_for_each_association_more(
    seated: Seated, sydnarke: Association, sofint: Association, neighbour: Association, client: Client
) -> None:
    client.force_login(seated(sydnarke, SeatRole.DIRECTOR))
    client.get("/")
    counts = []
    for more in (sofint, neighbour):
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        counts.append(len(queries))
        seated(more, SeatRole.DIRECTOR)
    assert counts[1] - counts[0] <= 34, told(queries)  # in, each kind of thing that waits once, out again
