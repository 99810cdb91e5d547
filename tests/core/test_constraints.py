"""The database refuses what must not be, whatever the code does."""

from collections.abc import Callable
from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from finsam.core.models import Association, OrdinancePoint, Seat, Share
from finsam.core.tenancy import within
from finsam.participants.models import Registration

BROKEN: dict[str, Callable[[], object]] = {
    "share_denominator": lambda: Share.objects.update(denominator=0),
    "ordinance_point_number": lambda: OrdinancePoint.objects.update(number=19),
    "seat_term": lambda: Seat.objects.update(since=date(2020, 1, 2), until=date(2020, 1, 1)),
    "registration_one_each": lambda: Registration.objects.filter(kind="personal").update(count=2),
    "registration_order": lambda: Registration.objects.update(started=date(2020, 1, 2), ended=date(2020, 1, 1)),
}
"""A way to break each rule that the tables check."""


def declared(kind: type[models.BaseConstraint]) -> dict[str, type[models.Model]]:
    return {
        constraint.name: model
        for model in apps.get_models()
        if model.__module__.startswith("finsam.")
        for constraint in model._meta.constraints
        if isinstance(constraint, kind)
    }


def test_every_rule_of_the_tables_is_broken_below() -> None:
    assert BROKEN.keys() == declared(models.CheckConstraint).keys()


@pytest.mark.parametrize("name", BROKEN)
def test_a_row_against_a_rule_is_refused(name: str, neighbour: Association) -> None:
    with within(neighbour), pytest.raises(IntegrityError, match=f'check constraint "{name}"'), transaction.atomic():
        BROKEN[name]()


@pytest.mark.parametrize("name", declared(models.UniqueConstraint))
def test_what_may_stand_once_cannot_stand_twice(name: str, neighbour: Association) -> None:
    model = declared(models.UniqueConstraint)[name]
    with within(neighbour):
        row = model.objects.all()[:1].get()
        row.pk = None
        with pytest.raises(IntegrityError, match=f'"{name}"'), transaction.atomic():
            row.save(force_insert=True)


@pytest.mark.django_db
def test_what_is_unique_is_so_within_its_association() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid "
            "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] "
            "WHERE i.indisunique AND NOT i.indisprimary AND c.relforcerowsecurity AND a.attname <> 'association_id'"
        )
        assert cursor.fetchall() == []
