"""The wall between associations stands in the database: row-level security, forced, on every table that needs it."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, ProgrammingError, connection, models, transaction
from pytest_django import DjangoDbBlocker

from finsam.core.models import Association, Member
from finsam.core.tenancy import TenantModel, within

TENANT_MODELS = [model for model in apps.get_models() if any(f.name == "association" for f in model._meta.get_fields())]
EVERY_MODEL = pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda model: model._meta.label)
OUTSIDE = {"core_person_associations": "where to look for a person's seats before any association is entered"}


def asked(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def entered() -> str:
    return asked("SELECT coalesce(current_setting('rls.current_tenant', true), '')")[0][0]


@EVERY_MODEL
def test_every_model_of_an_association_is_a_tenant_model(model: type[models.Model]) -> None:
    assert issubclass(model, TenantModel)


@EVERY_MODEL
@pytest.mark.django_db
def test_row_level_security_is_on_and_forced_by_one_policy_for_reading_and_writing(model: type[models.Model]) -> None:
    table = model._meta.db_table
    assert asked(f"SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = '{table}'::regclass") == [
        (True, True)
    ]
    policies = asked(f"SELECT permissive, cmd, roles, qual, with_check FROM pg_policies WHERE tablename = '{table}'")
    (permissive, command, roles, reading, writing) = policies.pop()
    assert not policies
    assert (permissive, command, roles) == ("PERMISSIVE", "ALL", ["public"])
    assert "association_id = " in reading
    assert "association_id = " in writing


@pytest.mark.django_db
def test_no_table_with_an_association_stands_outside_the_wall() -> None:
    columns = asked(
        "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
        "WHERE a.attname = 'association_id' AND c.relkind IN ('r', 'p', 'm') AND NOT c.relforcerowsecurity"
    )
    assert {table for (table,) in columns} == set(OUTSIDE)


@pytest.mark.django_db
def test_the_role_that_connects_is_bound_by_the_wall() -> None:
    assert asked("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user") == [(False, False)]
    assert asked(
        "SELECT count(*) FROM pg_roles WHERE (rolsuper OR rolbypassrls) AND pg_has_role(current_user, oid, 'member')"
    ) == [(0,)]


@EVERY_MODEL
def test_outside_every_association_nothing_is_seen(
    model: type[TenantModel], sydnarke: Association, neighbour: Association
) -> None:
    assert model.objects.count() == 0


@EVERY_MODEL
def test_within_one_association_no_row_of_another_is_seen_changed_or_removed(
    model: type[TenantModel], sydnarke: Association, neighbour: Association
) -> None:
    with within(neighbour):
        theirs = list(model.objects.order_by("pk").values())
    assert theirs, "every tenant model needs a row in tests/bundles/grannforbundet"
    of_theirs = model.objects.filter(pk__in=[row["id"] for row in theirs])
    with within(sydnarke):
        assert not model.objects.exclude(association=sydnarke).exists()
        assert not of_theirs.exists()
        assert of_theirs.update(association=sydnarke) == 0
        assert of_theirs._raw_delete(of_theirs.db) == 0
    with within(neighbour):
        assert list(model.objects.order_by("pk").values()) == theirs


@EVERY_MODEL
def test_within_one_association_no_row_is_written_for_another(
    model: type[TenantModel], sydnarke: Association, neighbour: Association
) -> None:
    with within(neighbour):
        theirs = model.objects.all()[:1].get()
        theirs.pk = None
    with within(sydnarke), refused(), transaction.atomic():
        theirs.save(force_insert=True)
    with within(neighbour), refused(), transaction.atomic():
        model.objects.update(association=sydnarke)


def refused() -> Any:
    return pytest.raises(ProgrammingError, match="row-level security")


def test_the_wall_moves_with_nested_blocks(sydnarke: Association, neighbour: Association) -> None:
    with within(sydnarke):
        mine = set(Member.objects.values_list("name", flat=True))
        with within(neighbour):
            assert not mine & set(Member.objects.filter(kind="municipality").values_list("name", flat=True))
        assert set(Member.objects.values_list("name", flat=True)) == mine
    assert not Member.objects.exists()


def test_after_an_exception_the_wall_is_where_it_was(sydnarke: Association, neighbour: Association) -> None:
    with within(sydnarke):
        with pytest.raises(LookupError), within(neighbour):
            raise LookupError
        assert entered() == str(sydnarke.pk)
    with pytest.raises(KeyboardInterrupt), within(sydnarke):
        raise KeyboardInterrupt
    assert entered() == ""


def test_after_a_statement_that_failed_the_wall_is_where_it_was(sydnarke: Association) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), within(sydnarke):
        asked("SELECT 1 / 0")
    assert entered() == ""


@pytest.fixture
def no_transaction(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A connection as the server has it, in no transaction; nothing may be written on it."""
    with django_db_blocker.unblock():
        yield
        connection.close()


@pytest.mark.parametrize(
    "mishap",
    [
        lambda: asked("SELECT 1 / 0"),
        lambda: asked("SELECT pg_terminate_backend(pg_backend_pid())"),
        connection.close,
    ],
    ids=["a statement fails", "the database goes away", "the connection is closed"],
)
def test_without_a_transaction_no_mishap_leaves_the_door_open(
    no_transaction: None, mishap: Callable[[], object]
) -> None:
    association = Association.objects.get(slug="sydnarke")
    with pytest.raises(LookupError), within(association):
        assert Member.objects.exists()
        with suppress(DatabaseError):
            mishap()
        raise LookupError
    assert entered() == ""
    assert not Member.objects.exists()
