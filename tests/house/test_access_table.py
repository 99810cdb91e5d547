"""The access table: every address, everybody who may come there, and what they get."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, include, path, reverse
from django.utils import timezone
from journeys.addresses import ADDRESSES, INSIDE, POSTED_INSIDE, Address, Reach
from world import Seated, SignedIn

from finsam.core.access import allow
from finsam.core.models import Association, Person, SeatRole
from finsam.core.rules.permissions import ROLES, Permission

INSIDERS = [
    SeatRole.DIRECTOR,
    SeatRole.ECONOMIST,
    SeatRole.CHAIR,
    SeatRole.AUDITOR,
    SeatRole.COORDINATOR,
    SeatRole.PREPARATORY_MEMBER,
    SeatRole.PROJECT_OWNER,
]
NOT_SEATED, NEIGHBOUR, NOBODY = "signed in without a seat", "seat in the neighbour only", "not signed in"
ACTORS = [*INSIDERS, NOT_SEATED, NEIGHBOUR, NOBODY]
EXPECTED: dict[Reach, dict[str, int]] = {
    Reach.EVERYBODY: dict.fromkeys(ACTORS, 200),
    Reach.SIGNED_IN: dict.fromkeys(ACTORS, 200) | {NOBODY: 302},
    Reach.INSIDERS: dict.fromkeys(ACTORS, 200)
    | {NOT_SEATED: 404, NEIGHBOUR: 404, NOBODY: 302, SeatRole.PROJECT_OWNER: 403},
    Reach.BY_POST: dict.fromkeys(ACTORS, 405),
}
for needs in (
    Permission.KEEP_DIARY,
    Permission.READ_SECRET,
    Permission.KEEP_MEETINGS,
    Permission.SIT_IN_BODY,
    Permission.SET_RULES,
    Permission.OPEN_LEDGER,
    Permission.KEEP_MONEY,
    Permission.WRITE_REPORT,
    Permission.KEEP_FUNDING,
    Permission.TAKE_POSITION,
    Permission.SIGN_AGREEMENT,
    Permission.ATTEST,
    Permission.RUN_PROJECT,
):
    answers = {role: 200 if needs in ROLES[role] else 403 for role in INSIDERS}
    EXPECTED[Reach(needs.value)] = EXPECTED[Reach.INSIDERS] | answers
OUTSIDE_THE_BODY = dict.fromkeys((SeatRole.ECONOMIST, SeatRole.AUDITOR, SeatRole.COORDINATOR), 403)
EXPECTED[Reach.BODY] = EXPECTED[Reach.INSIDERS] | OUTSIDE_THE_BODY
EXPECTED[Reach.OWN_SIGNERS] = EXPECTED[Reach.SIGNERS] | {SeatRole.PROJECT_OWNER: 404}
EXPECTED[Reach.LEADERS] = EXPECTED[Reach.BODY] | {SeatRole.PREPARATORY_MEMBER: 403}
"""What a GET gets. Rights inside an association are below, in the matrix of permissions."""

Clients = Callable[[str], Client]

# A view of each permission, guarded as the product's own are, so that every refusal can be seen.
urlpatterns = [
    *(
        path(f"<slug:slug>/prov/{right}/", allow(right)(lambda request, right=right: HttpResponse(right)))
        for right in Permission
    ),
    path("", include("finsam.urls")),
]


@pytest.fixture
def client_of(sydnarke: Association, neighbour: Association, signed_in: SignedIn, client: Client) -> Clients:
    """Give the browser of an actor: a role in Sydnärke, or one of those from outside."""

    def made(actor: str) -> Client:
        if actor == NOBODY:
            return client
        if actor == NEIGHBOUR:  # of a role that nobody here has in Sydnärke: the invented persons are one a role
            return signed_in(neighbour, SeatRole.VICE_CHAIR)
        if actor == NOT_SEATED:
            browser = Client()
            browser.force_login(Person.objects.create(email="utan-uppdrag@finsam.test", name="Utan Uppdrag"))
            return browser
        return signed_in(sydnarke, SeatRole(actor))

    return made


def named(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Walk the resolver: the name of every address, as `reverse` takes it. An address without a name gives its path."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name or pattern.pattern}"
        else:
            yield from named(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)


def test_every_address_has_a_row_in_the_table_and_every_row_an_address() -> None:
    assert set(named(get_resolver())) == {address.name for address in ADDRESSES}


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_everybody_gets_at_the_address_what_the_table_says(address: Address, client_of: Clients) -> None:
    answers = {actor: client_of(actor).get(address.path) for actor in ACTORS}
    assert {actor: answer.status_code for actor, answer in answers.items()} == EXPECTED[address.reach]
    if EXPECTED[address.reach][NOBODY] == 302:
        assert answers[NOBODY]["Location"] == f"{reverse('sign_in')}?next={quote(address.path)}"


@pytest.mark.parametrize("role", SeatRole)
@pytest.mark.parametrize("right", Permission)
@pytest.mark.urls(__name__)
def test_an_insider_without_the_right_is_refused_and_told_why(
    role: SeatRole, right: Permission, sydnarke: Association, signed_in: SignedIn
) -> None:
    answer = signed_in(sydnarke, role).get(f"/sydnarke/prov/{right}/")
    assert answer.status_code == (200 if right in ROLES[role] else 403)
    if answer.status_code == 403:
        assert "Du får inte göra det här" in answer.content.decode()


@pytest.mark.parametrize("right", Permission)
@pytest.mark.urls(__name__)
def test_an_outsider_is_not_told_that_there_is_something_to_be_refused(right: Permission, client_of: Clients) -> None:
    answers = {actor: client_of(actor).get(f"/sydnarke/prov/{right}/") for actor in (NOT_SEATED, NEIGHBOUR, NOBODY)}
    assert {actor: answer.status_code for actor, answer in answers.items()} == {
        NOT_SEATED: 404,
        NEIGHBOUR: 404,
        NOBODY: 302,
    }


def test_a_seat_that_has_ended_or_not_begun_opens_nothing(
    seated: Seated, sydnarke: Association, client: Client
) -> None:
    day = timezone.timedelta(days=1)
    ended = seated(sydnarke, SeatRole.DIRECTOR, until=timezone.localdate() - day)
    coming = seated(sydnarke, SeatRole.CHAIR, since=timezone.localdate() + day)
    for person in (ended, coming):
        client.force_login(person)
        assert client.get("/sydnarke/").status_code == 404


def test_who_is_no_longer_active_is_signed_out_at_the_next_click(signed_in: SignedIn, sydnarke: Association) -> None:
    director = signed_in(sydnarke, SeatRole.DIRECTOR)
    Person.objects.update(is_active=False)
    assert director.get("/sydnarke/").status_code == 302


OPENS = {"ledger": Permission.OPEN_LEDGER, "registrations": Permission.OPEN_REGISTRATIONS}
BEHIND = {  # a figure, a word that only its rows say, and what the refusal names
    "ledger": ("/sydnarke/tal/money.costs/2019/", "Verifikation", "huvudboken"),
    "registrations": ("/sydnarke/tal/participants.total/2019/", "Med personuppgifter", "registreringar"),
}


@pytest.mark.parametrize("role", [role for role in INSIDERS if Permission.SEE_ASSOCIATION in ROLES[role]])
@pytest.mark.parametrize("rows", BEHIND)
def test_rows_behind_a_figure_are_read_by_those_who_may_and_counted_for_the_rest(
    rows: str, role: SeatRole, sydnarke: Association, signed_in: SignedIn
) -> None:
    path_, word, facts = BEHIND[rows]
    browser = signed_in(sydnarke, role)
    may = OPENS[rows] in ROLES[role]
    for asked in ("", "?alla=1"):
        page = browser.get(path_ + asked).content.decode()
        assert (word in page) is may
        assert (
            bool(re.search(rf"Bakom talet finns [\d\s]+ rader i {facts}\. Din roll får inte läsa dem", page)) is not may
        )
    part = browser.get(path_, headers={"HX-Request": "true"}).content.decode()
    assert word not in part


def test_the_products_own_views_are_guarded_as_the_ones_of_the_matrix_are() -> None:
    guarded = {p.name: p.callback.permission for p in walked(get_resolver()) if hasattr(p.callback, "permission")}
    assert set(guarded) == {address.name for address in (*INSIDE, *POSTED_INSIDE)}
    assert set(guarded.values()) <= set(Permission)


def walked(resolver: URLResolver) -> Iterator[URLPattern]:
    """Every pattern of the resolver."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from walked(pattern)
