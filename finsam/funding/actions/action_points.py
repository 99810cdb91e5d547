"""Deviations and what is done about them: noted, planned, done, judged by somebody else."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from finsam.core import audit
from finsam.core.models import Association, Person
from finsam.core.once import already_done
from finsam.funding.actions.progress import IDENTITY_NUMBER
from finsam.funding.models import ActionPoint, ProgressReport, Writer
from finsam.funding.rules.action_points import check_verifier
from finsam.interventions.models import Intervention
from finsam.kernel.identity import looks_like_identity_number

MADE = "funding.action_point.made"
SETTLED = "Åtgärden är bedömd som tillräcklig och ändras inte mer. Skriv en ny avvikelse om något mer behöver göras."
NOT_OWNER = "Den som har gjort åtgärden kan inte själv bedöma den. Be någon annan på förbundet."


@dataclass(frozen=True)
class Finding:
    """What is said of a deviation: what it is, what is to be done, by whom and by when, and who judges it."""

    finding: str
    action: str = ""
    owner: str = ""
    owner_email: str = ""
    due_on: date | None = None
    verifier: Person | None = None


@transaction.atomic
def report_deviation(
    *, association: Association, by: Person | None, report: ProgressReport, finding: Finding,
    writer: Writer | None = None,
) -> ActionPoint:  # fmt: skip
    """Note a deviation in what a report is about; the owner does it by link. Raises ValueError."""
    intervention = report.asked.agreement.grant.intervention
    return note_deviation(
        association=association, by=by, intervention=intervention, finding=finding, report=report, writer=writer
    )


@transaction.atomic
def note_deviation(
    *, association: Association, by: Person | None, intervention: Intervention, finding: Finding,
    report: ProgressReport | None = None, writer: Writer | None = None, token: str = "",
) -> ActionPoint:  # fmt: skip
    """Note a deviation. With the token of a form already used: return what it led to. Raises ValueError."""
    if done := already_done(association=association, by=by, action=MADE, token=token):
        return ActionPoint.objects.get(association=association, pk=done.detail["point"])
    _check(finding)
    point = ActionPoint.objects.create(
        association=association, intervention=intervention, report=report, made_by=by, **vars(finding)
    )
    detail = {"point": point.pk, "writer": writer.pk if writer else None, **({"form": token} if token else {})}
    audit.record(association, MADE, point, by=by, **detail)
    return point


@transaction.atomic
def change_action_point(*, association: Association, by: Person, point: ActionPoint, finding: Finding) -> ActionPoint:
    """Change what is said of a deviation until it is found adequate. Raises ValueError."""
    point = _held(association, point)
    if point.is_adequate:
        raise ValueError(SETTLED)
    _check(finding)
    for name, value in vars(finding).items():
        setattr(point, name, value)
    if point.verifier and point.done_by_id == point.verifier.pk:
        raise ValueError(NOT_OWNER)
    point.save(update_fields=[*vars(finding)])
    audit.record(association, "funding.action_point.changed", point, by=by, point=point.pk)
    return point


@transaction.atomic
def note_done(
    *, association: Association, by: Person | None, point: ActionPoint, remark: str, today: date,
    writer: Writer | None = None,
) -> ActionPoint:  # fmt: skip
    """Note that the action is done; by the office, or by the owner who came by link. Raises ValueError."""
    point = _held(association, point)
    if point.done_on:
        raise ValueError("Åtgärden är redan noterad som klar.")
    if not point.action.strip():
        raise ValueError("Skriv först vad som ska göras, så att det går att bedöma om det räckte.")
    if not remark.strip():
        raise ValueError("Skriv vad som är gjort.")
    if looks_like_identity_number(remark):
        raise ValueError(IDENTITY_NUMBER)
    if by is not None and by.pk == point.verifier_id:
        raise ValueError("Du är den som ska bedöma åtgärden, så någon annan behöver notera att den är klar.")
    point.done_on, point.done_remark, point.done_by, point.verdict = today, remark.strip(), by, ""
    point.save(update_fields=["done_on", "done_remark", "done_by", "verdict"])
    audit.record(
        association, "funding.action_point.done", point, by=by, point=point.pk, writer=writer.pk if writer else None
    )
    return point


@transaction.atomic
def judge_action(
    *, association: Association, by: Person, point: ActionPoint, adequate: bool, verdict: str, today: date
) -> ActionPoint:
    """Judge whether what was done is enough; what is not is to be done again.

    Only the one chosen to judge may, never who did it. Raises ValueError.
    """
    point = _held(association, point)
    if not point.done_on or point.is_adequate:
        raise ValueError("Åtgärden väntar inte på att bedömas.")
    if point.verifier_id != by.pk:
        raise ValueError("Åtgärden ska bedömas av den som är utsedd till det.")
    if by.pk == point.done_by_id or by.email.lower() == point.owner_email.lower():
        raise ValueError(NOT_OWNER)
    if not verdict.strip():
        raise ValueError("Skriv hur du har bedömt åtgärden.")
    if looks_like_identity_number(verdict):
        raise ValueError(IDENTITY_NUMBER)
    point.verdict = verdict.strip()
    if adequate:
        point.verified_on, point.verified_by, point.is_adequate = today, by, True
    else:
        point.done_on, point.done_by = None, None
    point.save(update_fields=["verdict", "verified_on", "verified_by", "is_adequate", "done_on", "done_by"])
    word = "adequate" if adequate else "reopened"
    audit.record(association, f"funding.action_point.{word}", point, by=by, point=point.pk, verdict=point.verdict)
    return point


def _check(finding: Finding) -> None:
    if not finding.finding.strip():
        raise ValueError("Skriv vad som avviker.")
    if looks_like_identity_number(f"{finding.finding}\n{finding.action}\n{finding.owner}"):
        raise ValueError(IDENTITY_NUMBER)
    if finding.verifier:
        check_verifier(finding.owner_email, finding.verifier.email)


def _held(association: Association, point: ActionPoint) -> ActionPoint:
    rows = ActionPoint.objects.select_for_update(of=("self",)).select_related("verifier", "intervention")
    return rows.get(association=association, pk=point.pk)
