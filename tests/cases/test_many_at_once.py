"""Fifty who write in the diary at the same moment, each with a connection of their own, on a copy of the database."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connections
from journeys.conftest import copied_database
from pytest_django import DjangoDbBlocker

from finsam.cases.actions import open_case, register_document
from finsam.cases.files import Incoming, store_file
from finsam.cases.models import Case, StoredFile
from finsam.core.models import Association, Person
from finsam.core.tenancy import within

MANY, DAY = 50, date(2033, 5, 6)
pytestmark = pytest.mark.django_db  # so that there is a test database; what the threads write, they commit in the copy


@pytest.fixture(scope="module")
def association(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Association]:
    with django_db_blocker.unblock(), copied_database():
        yield Association.objects.create(slug="provsjo", name="Samordningsförbundet Provsjö", short_name="Provsjö")


def at_once(association: Association, act: Callable[[int], object], count: int = MANY) -> list[object]:
    """Let as many threads begin the act at the same moment; return what each got."""
    ready = threading.Barrier(count)

    def acted(place: int) -> object:
        ready.wait(timeout=60)
        try:
            with within(association):
                return act(place)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(acted, range(count)))


def opened(association: Association, **given: object) -> Case:
    return open_case(**{"association": association, "by": None, "title": "Prov", "opened_on": DAY, **given})


def test_fifty_cases_get_fifty_numbers_without_gap(association: Association) -> None:
    numbers = at_once(association, lambda _: opened(association).number)
    assert sorted(numbers) == list(range(1, MANY + 1))


def test_what_fails_in_between_leaves_no_gap(association: Association) -> None:
    def act(place: int) -> int | None:
        try:
            return opened(association, opened_on=date(2034, 1, 1), retention="finnsinte" if place % 2 else None).number
        except Exception:  # noqa: BLE001
            return None

    numbers = [number for number in at_once(association, act, 20) if number]
    assert sorted(numbers) == list(range(1, 11))


def test_documents_of_one_case_get_numbers_without_gap(association: Association) -> None:
    (case,) = at_once(association, lambda _: opened(association, opened_on=date(2035, 1, 1)), 1)

    def act(_: int) -> int:
        return register_document(
            association=association, by=None, case=case, title="Prov", direction="incoming", dated_on=DAY
        ).number

    assert sorted(at_once(association, act)) == list(range(1, MANY + 1))


def test_one_form_sent_ten_times_at_once_opens_one_case(association: Association) -> None:
    (person,) = at_once(
        association, lambda _: Person.objects.create(email="dubbel@finsam.test", name="Dubbel Klick"), 1
    )
    cases = at_once(
        association, lambda _: opened(association, by=person, token="samma", opened_on=date(2036, 1, 1)).pk, 10
    )
    assert len(set(cases)) == 1


def test_the_same_bytes_handed_in_at_once_are_kept_once(association: Association) -> None:
    stored = at_once(
        association, lambda place: store_file(association=association, incoming=Incoming(f"{place}.txt", b"Samma")).pk
    )
    assert len(set(stored)) == 1
    with within(association):
        assert StoredFile.objects.filter(association=association, size=5).count() == 1
