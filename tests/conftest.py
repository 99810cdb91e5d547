"""The world of the tests: three associations that must never meet, and invented persons with seats in them."""

from collections.abc import Iterator

import pytest
from django.test import Client
from funding_rows import fill_funding, fill_intervention
from hypothesis import HealthCheck, settings
from meeting_rows import fill_tables
from meeting_world import seed_meetings
from money_rows import fill_money, seed_budget
from pytest_django import DjangoDbBlocker
from report_rows import fill_reports
from sie_files import leave_waiting
from signing_world import seed_approved
from world import BUNDLES, NAMES, OpenBook, Seated, SignedIn

from finsam.bundle.actions import load_bundle
from finsam.core.models import Association, Body, Person, Seat, SeatRole
from finsam.core.tenancy import within
from finsam.figures.book import Book
from finsam.kernel.periods import Period

# a busy machine is no fault of the code
settings.register_profile("finsam", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("finsam")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Load every association once, before the transaction of any test."""
    with django_db_blocker.unblock():
        for slug, folder in BUNDLES.items():
            association, _ = load_bundle(folder)
            if slug == "sydnarke":  # before the others: addresses know its rows to be the first
                seed_meetings(association, "Mottagningsteamet")
                leave_waiting(association)
                seed_budget(association)
                fill_funding(association)
        neighbour = Association.objects.get(slug="grannforbundet")
        seed_meetings(neighbour, "Bryggan")
        fill_tables(neighbour)
        fill_money(neighbour)
        fill_funding(neighbour, prefix="grann", word="Påhittat")
        fill_intervention(neighbour, "Påhittat")
        fill_reports(neighbour)
        seed_approved(Association.objects.get(slug="sydnarke"))


@pytest.fixture
def sydnarke(db: None) -> Association:
    """The demo with a ledger, statistics and surveys for 2019."""
    return Association.objects.get(slug="sydnarke")


@pytest.fixture
def sofint(db: None) -> Association:
    """The demo with a budget for 2025-2027 and nothing booked."""
    return Association.objects.get(slug="sofint")


@pytest.fixture
def neighbour(db: None) -> Association:
    """An association of another shape: what only works for the demo fails here."""
    return Association.objects.get(slug="grannforbundet")


@pytest.fixture
def open_book(db: None) -> Iterator[OpenBook]:
    """Open an association's book; the test stays within the association until it ends."""
    entered = []

    def opened(slug: str, period: Period | int) -> Book:
        association = Association.objects.get(slug=slug)
        entered.append(within(association))
        entered[-1].__enter__()
        return Book(association, period if isinstance(period, Period) else Period.year(period))

    yield opened
    for block in reversed(entered):
        block.__exit__(None, None, None)


@pytest.fixture
def seated(db: None) -> Seated:
    """Seat the invented person of a role in an association."""

    def sit(association: Association, role: SeatRole, **term: object) -> Person:
        email = f"{role}@finsam.test"
        person, _ = Person.objects.get_or_create(email=email, defaults={"name": NAMES[role]})
        person.associations.add(association)
        with within(association):
            position = Seat.objects.count()
            Seat.objects.create(
                association=association, body=Body.BOARD, role=role, person=person, position=position, **term
            )
        return person

    return sit


@pytest.fixture
def signed_in(seated: Seated) -> SignedIn:
    """Sign in the invented person of a role in an association."""

    def client(association: Association, role: SeatRole) -> Client:
        browser = Client()
        browser.force_login(seated(association, role))
        return browser

    return client
