"""A form that is sent twice does its work once: each carries a token that the trail remembers."""

from secrets import token_urlsafe

from finsam.core.models import Association, AuditEntry, Person


def new_token() -> str:
    """Return the token of a form that is shown."""
    return token_urlsafe(12)


def already_done(*, association: Association, by: Person | None, action: str, token: str) -> AuditEntry | None:
    """Return what the form with this token has already led to, if it has; a second one at once waits for the first.

    Must be called in the transaction that does the work and ends in `audit.record(..., form=token)`.
    """
    if not token or by is None:
        return None
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    return AuditEntry.objects.filter(association=association, by=by, action=action, detail__form=token).first()
