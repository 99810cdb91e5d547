"""Beginning an application: by anyone from the public page, or by the office for one that came on paper."""

from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe

from django.db import transaction
from django.utils import timezone

from finsam.core import audit
from finsam.core.models import Association, AuditEntry, Person
from finsam.core.once import already_done
from finsam.funding.actions.application_letters import write_link
from finsam.funding.models import Application, ApplicationForm, Call, Writer

BEGUN = "funding.application.begun"
MOST_OF_ONE, MOST_OF_ALL = 5, 60  # begun in a day: by an e-mail address, in an association
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Beginning:
    """What is asked before the form: who writes, for whom, and what it is about."""

    name: str
    email: str
    organisation: str
    title: str
    call: Call | None


def new_key() -> str:
    """Return what a writer's link holds: 144 bits nobody can guess."""
    return token_urlsafe(18)


@transaction.atomic
def begin_application(*, association: Association, said: Beginning, token: str) -> Writer:
    """Make a draft with its first writer, and a letter with the link. With a token already used: the same again.

    Raises ValueError with a Swedish sentence when the call is not open today, or when very many have been begun in
    a day. Must be called within the association.
    """
    Association.objects.select_for_update(no_key=True).get(pk=association.pk)  # one after the other
    if done := AuditEntry.objects.filter(association=association, action=BEGUN, detail__form=token).first():
        return Writer.objects.select_related("application").get(association=association, pk=done.detail["writer"])
    _check_often(association, said.email)
    if said.call:
        _check_call(said.call)
    application = Application.objects.create(
        association=association, call=said.call, form=current_form(association), title=said.title,
        applicant=said.organisation, contact_name=said.name, contact_email=said.email,
    )  # fmt: skip
    writer = Writer.objects.create(
        association=association, application=application, name=said.name, email=said.email, key=new_key()
    )
    write_link(association=association, writer=writer, why=f"Du har börjat en ansökan till {association.name}.")
    audit.record(association, BEGUN, application, by=None, application=application.pk, writer=writer.pk, form=token)
    return writer


@transaction.atomic
def begin_for_applicant(
    *, association: Association, by: Person, title: str, organisation: str, call: Call | None, token: str
) -> Application:
    """Make a draft that the office fills in, of an application that came on paper or by e-mail."""
    if done := already_done(association=association, by=by, action=BEGUN, token=token):
        return Application.objects.get(association=association, pk=done.detail["application"])
    application = Application.objects.create(
        association=association, call=call, form=current_form(association), title=title, applicant=organisation
    )
    audit.record(association, BEGUN, application, by=by, application=application.pk, form=token)
    return application


def current_form(association: Association) -> ApplicationForm | None:
    """Return the association's own questions in force, None when it has none. Must be called within the association."""
    return ApplicationForm.objects.filter(association=association).order_by("-version").first()


def _check_call(call: Call) -> None:
    today = timezone.localdate()
    if today < call.opens_on or (call.closes_on and today > call.closes_on):
        raise ValueError(f"”{call.title}” är inte öppen i dag. Välj en annan omgång.")


def _check_often(association: Association, email: str) -> None:
    since = timezone.now() - DAY
    begun = Application.objects.filter(association=association, begun_at__gt=since)
    if begun.filter(writers__email__iexact=email).count() >= MOST_OF_ONE:
        raise ValueError(
            f"Du har redan börjat {MOST_OF_ONE} ansökningar det senaste dygnet. Länkarna till dem ligger i din e-post. "
            "Vänta till i morgon om du ska börja fler, eller hör av dig till förbundet."
        )
    if begun.filter(writers__isnull=False).distinct().count() >= MOST_OF_ALL:
        raise ValueError("Många ansökningar har börjats i dag. Försök igen i morgon, eller hör av dig till förbundet.")
