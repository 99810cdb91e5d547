"""Numbers in a row: fifty at once, and those that fail, leave no gap and take no number twice."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from copied_database import copied_database
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from finsam.core.models import Association, NumberSeries
from finsam.core.numbers import next_number
from finsam.core.tenancy import within

WRITERS = 50
SERIES = "prov-2025"


def test_the_first_number_is_one_or_what_is_asked_for_and_then_they_follow(sydnarke: Association) -> None:
    with within(sydnarke):
        assert [next_number(sydnarke, "a") for _ in range(3)] == [1, 2, 3]
        assert [next_number(sydnarke, "b", first=62) for _ in range(3)] == [62, 63, 64]


def test_each_association_has_its_own(sydnarke: Association, neighbour: Association) -> None:
    for association in (sydnarke, neighbour):
        with within(association):
            assert next_number(association, "a") == 1


def test_a_number_whose_transaction_fails_is_free_again(sydnarke: Association) -> None:
    with within(sydnarke):
        next_number(sydnarke, "a")
        with pytest.raises(LookupError), transaction.atomic():
            assert next_number(sydnarke, "a") == 2
            raise LookupError
        assert next_number(sydnarke, "a") == 2


@pytest.fixture
def alone(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Association]:
    """Sydnärke in a copy of the database, where every writer has a connection of its own and commits."""
    with django_db_blocker.unblock(), copied_database():
        yield Association.objects.get(slug="sydnarke")


def test_outside_a_transaction_no_number_is_taken(alone: Association) -> None:
    with within(alone), pytest.raises(transaction.TransactionManagementError):
        next_number(alone, SERIES)


def take(association: Association, together: Barrier, *, fails: bool) -> int | None:
    """Take a number in a connection of one's own, at the same time as the others, and commit it or give it up."""
    try:
        connection.ensure_connection()
        together.wait(timeout=60)
        with within(association), transaction.atomic():
            taken = next_number(association, SERIES, first=7)
            NumberSeries.objects.create(association=association, name=f"taken {taken}")  # refused if taken twice
            if fails:
                transaction.set_rollback(True)
            return None if fails else taken
    finally:
        connection.close()


@pytest.mark.parametrize("failing", [0, 3], ids=["all commit", "every third is rolled back"])
def test_fifty_at_once_take_numbers_without_gap_and_none_twice(failing: int, alone: Association) -> None:
    together = Barrier(WRITERS)
    with ThreadPoolExecutor(WRITERS) as pool:
        asked = [
            pool.submit(take, alone, together, fails=bool(failing) and place % failing == 0) for place in range(WRITERS)
        ]
        taken = sorted(number for one in asked if (number := one.result()) is not None)
    expected = WRITERS - (len(range(0, WRITERS, failing)) if failing else 0)
    assert taken == list(range(7, 7 + expected))
    with within(alone):
        assert NumberSeries.objects.get(name=SERIES).last == 6 + expected
        assert NumberSeries.objects.filter(name__startswith="taken ").count() == expected
