"""One association at a time: the wall between associations is PostgreSQL's row-level security."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.db import DatabaseError, connection, models
from django_rls_tenants.rls import RLSConstraint

if TYPE_CHECKING:
    from finsam.core.models import Association

_entered: ContextVar[int | None] = ContextVar("association", default=None)


class TenantModel(models.Model):
    """A row that belongs to one association and is seen by nobody outside it."""

    association = models.ForeignKey("core.Association", on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        abstract = True
        constraints = [RLSConstraint(field="association", name="%(app_label)s_%(class)s_rls", tenant_pk_type="bigint")]


@contextmanager
def within(association: "Association") -> Iterator[None]:
    """Let the database show and take rows of this association only, until the block ends."""
    before = _entered.get()
    token = _entered.set(association.pk)
    _set(association.pk)
    try:
        yield
    except BaseException:
        _set_unless_aborted(before)
        raise
    else:
        _set(before)
    finally:
        _entered.reset(token)


def _set(association_id: int | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('rls.current_tenant', %s, false)", [str(association_id or "")])


def _set_unless_aborted(association_id: int | None) -> None:
    """Restore after a failure. A rolled back transaction restores by itself; a broken connection is thrown away."""
    try:
        _set(association_id)
    except DatabaseError:
        if not connection.in_atomic_block:
            connection.close()
