"""What a seat allows, and for how long."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from world import Seated

from finsam.core.access import AssociationRequest, allow, associations_of, permissions_of
from finsam.core.models import Association, Person, SeatRole
from finsam.core.rules.permissions import ROLES, Permission
from finsam.core.tenancy import within

DAY = timedelta(days=1)
EVERY_ROLE = pytest.mark.parametrize("role", SeatRole)


def test_every_role_of_a_seat_is_in_the_table_and_no_other() -> None:
    assert set(ROLES) == set(SeatRole.values)


@EVERY_ROLE
def test_everybody_with_a_seat_sees_the_association_but_project_owners_who_see_their_own(role: SeatRole) -> None:
    assert (Permission.SEE_ASSOCIATION in ROLES[role]) is (role != SeatRole.PROJECT_OWNER)


def test_every_permission_is_held_by_somebody_and_all_but_sitting_in_the_bodies_by_the_director() -> None:
    assert ROLES["director"] == set(Permission) - {Permission.SIT_IN_BODY, Permission.RUN_PROJECT}
    assert Permission.SIT_IN_BODY in ROLES["member"]


def test_rows_about_participants_are_opened_by_few() -> None:
    opens = {role for role, permissions in ROLES.items() if Permission.OPEN_REGISTRATIONS in permissions}
    assert opens == {"director", "auditor", "coordinator"}


@EVERY_ROLE
def test_a_seat_allows_what_its_role_says_and_only_there(
    role: SeatRole, seated: Seated, sydnarke: Association, neighbour: Association
) -> None:
    person = seated(sydnarke, role)
    assert permissions(person, sydnarke) == ROLES[role]
    assert not permissions(person, neighbour)
    assert associations_of(person) == [sydnarke]


@pytest.mark.parametrize(
    ("since", "until", "allowed"),
    [
        (None, None, True),
        (-1, None, True),
        (0, 0, True),
        (None, 1, True),
        (1, None, False),
        (None, -1, False),
        (-9, -1, False),
    ],
)
def test_a_seat_allows_from_its_first_day_to_its_last(
    since: int | None, until: int | None, allowed: bool, seated: Seated, sydnarke: Association
) -> None:
    today = timezone.localdate()
    term = {name: None if days is None else today + days * DAY for name, days in (("since", since), ("until", until))}
    assert bool(permissions(seated(sydnarke, SeatRole.CHAIR, **term), sydnarke)) is allowed


def test_two_seats_allow_what_either_allows(seated: Seated, sydnarke: Association) -> None:
    person = seated(sydnarke, SeatRole.PREPARATORY_MEMBER)
    assert person == seated(sydnarke, SeatRole.PREPARATORY_MEMBER, until=timezone.localdate() - DAY)
    assert permissions(person, sydnarke) == ROLES["preparatory_member"]


def permissions(person: Person, association: Association) -> frozenset[Permission]:
    with within(association):
        return permissions_of(person, association)


@pytest.fixture
def asked(rf: RequestFactory) -> AssociationRequest:
    """A request that the middleware has been through, but for who asks."""
    request: Any = rf.get("/")
    request.session, request.user = SessionStore(), AnonymousUser()
    return request


@allow(Permission.OPEN_REGISTRATIONS)
def view(request: AssociationRequest, *, shown: str = "") -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('rls.current_tenant')")
        return HttpResponse(f"{request.association} {cursor.fetchone()[0]} {shown}")


def test_a_view_runs_within_the_association_of_its_address(
    asked: AssociationRequest, seated: Seated, sydnarke: Association
) -> None:
    asked.user = seated(sydnarke, SeatRole.AUDITOR)
    assert view(asked, "sydnarke", shown="x").content.decode() == f"Sydnärke {sydnarke.pk} x"


def test_an_outsider_finds_nothing_and_an_insider_without_the_right_is_refused(
    asked: AssociationRequest, seated: Seated, sydnarke: Association, neighbour: Association
) -> None:
    asked.user = seated(neighbour, SeatRole.DIRECTOR)
    for slug in ("sydnarke", "finns-inte"):
        with pytest.raises(Http404):
            view(asked, slug)
    asked.user = seated(sydnarke, SeatRole.CHAIR)
    with pytest.raises(PermissionDenied):
        view(asked, "sydnarke")


def test_who_is_not_signed_in_is_sent_to_sign_in(asked: AssociationRequest, sydnarke: Association) -> None:
    answer = view(asked, "sydnarke")
    assert (answer.status_code, answer["Location"]) == (302, f"{reverse('sign_in')}?next=/")
