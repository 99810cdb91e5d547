"""What an agreement says, as it is signed: read from its rows while it is a draft, fixed from then on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from finsam.core.models import Association
from finsam.funding.links import decision_words
from finsam.funding.models import Agreement, AgreementState, Application, Grant, ReportKind
from finsam.funding.rules.agreement_blocks import Block, read_blocks
from finsam.funding.rules.agreement_text import AMOUNTS, REPORTS, filled, missing, plain
from finsam.kernel.swedish import amount, day, listed
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

FIXED = frozenset({AgreementState.SIGNING, AgreementState.SIGNED, AgreementState.REPLACED, AgreementState.ENDED})
"""From when an agreement is what it was when it was sent for signing."""
KINDS = dict(ReportKind.choices)


@dataclass(frozen=True)
class Side:
    """One who signs, for one of the two."""

    of: str  # "association" or "counterpart"
    name: str
    role: str


@dataclass(frozen=True)
class Sheet:
    """An agreement as it is read: its title, what stands over the text, the blocks, the tables' rows, who signs."""

    title: str
    about: str
    blocks: Sequence[Block]
    amounts: Sequence[tuple[str, str]]  # year, kronor
    total: str
    reports: Sequence[tuple[str, str, str]]  # kind, period, last day
    sides: Sequence[tuple[str, str, str]]  # for whom, name, role

    @property
    def amounts_table(self) -> ShownTable:
        """The amounts as a table of the page."""
        rows = [ShownRow([ShownCell(year), ShownCell(ore)]) for year, ore in self.amounts]
        total = ShownRow([ShownCell("Summa"), ShownCell(self.total)], "sum")
        return ShownTable("Belopp per år", [ShownColumn("År", "words"), ShownColumn("Kronor")], [*rows, total])

    @property
    def reports_table(self) -> ShownTable:
        """The reports as a table of the page."""
        columns = [ShownColumn(label, "words") for label in ("Rapport", "Period", "Senast")]
        return ShownTable("Rapporter", columns, [ShownRow([ShownCell(cell) for cell in row]) for row in self.reports])


def about_of(agreement: Agreement) -> str:
    """Return what a round of approvals calls the agreement: "agreement:17"."""
    return f"agreement:{agreement.pk}"


def is_amendment(agreement: Agreement) -> bool:
    """Tell whether it changes another; one that is made anew after another has ended has a last day of its own."""
    return agreement.number > 1 and agreement.due_on is None


def title_of(agreement: Agreement) -> str:
    """Return what the agreement is called: "Avtal om Bryggan", "Tillägg 1 till avtalet om Bryggan"."""
    about = agreement.grant.intervention.title
    return f"Tillägg {agreement.number - 1} till avtalet om {about}" if is_amendment(agreement) else f"Avtal om {about}"


def name_of(agreement: Agreement) -> str:
    """Return what the agreement is called among those of its grant: "avtal", "tillägg 1"."""
    return f"tillägg {agreement.number - 1}" if is_amendment(agreement) else "avtal"


def said_by(agreement: Agreement) -> dict[str, Any]:
    """Return what the agreement says: what it was sent for signing with, else what its rows say now."""
    if agreement.state in FIXED and agreement.content:
        return dict(agreement.content)
    return content_of(agreement, ())


def content_of(agreement: Agreement, sides: Sequence[Side]) -> dict[str, Any]:
    """Return what is signed, from the agreement's rows; JSON alone, so that it has one canonical form.

    Must be called within the association.
    """
    association, grant = agreement.association, agreement.grant
    amounts = [(one.year, one.amount_ore) for one in agreement.amounts.all()]
    dates = sorted(agreement.reporting_dates.all(), key=lambda one: (one.due_on, one.period_from, one.kind))
    return {
        "title": title_of(agreement),
        "association": {"name": association.name, "number": association.organisation_number},
        "counterpart": {"name": agreement.counterpart, "number": agreement.counterpart_number},
        "case": grant.application.case.diary_number if grant.application.case else "",
        "decision": decision_words(grant.decided_in),
        "number": agreement.number,
        "amends": is_amendment(agreement),
        "from": agreement.starts_on.isoformat(),
        "to": agreement.ends_on.isoformat(),
        "amounts": [[year, ore] for year, ore in amounts],
        "reports": [
            [one.kind, one.period_from.isoformat(), one.period_to.isoformat(), one.due_on.isoformat()] for one in dates
        ],
        "reason": agreement.reason,
        "text": filled(agreement.text, _always(association, agreement, dict(amounts))),
        "sides": [vars(side) for side in sides],
    }


def sheet_of(content: Mapping[str, Any]) -> Sheet:
    """Write the content out as it is read."""
    total = sum(ore for _, ore in content["amounts"])
    names = {"association": content["association"]["name"], "counterpart": content["counterpart"]["name"]}
    sides = {side["of"]: side for side in content["sides"]}
    return Sheet(
        title=content["title"],
        about=f"Ärende {content['case']}, beslutat {content['decision']}",
        blocks=read_blocks(_inline_tables(content)),
        amounts=[(str(year), amount(ore)) for year, ore in content["amounts"]],
        total=amount(total),
        reports=[(KINDS[kind], _period(*period), day(date.fromisoformat(due)))
                 for kind, *period, due in content["reports"]],
        sides=[(name, sides[of]["name"] if of in sides else "", sides[of]["role"] if of in sides else "")
               for of, name in names.items()],
    )  # fmt: skip


def once_values(application: Application, grant: Grant) -> dict[str, str]:
    """Return what is filled into the template once, from the application and the decision."""
    goals = [_goal(goal.text, goal.measure, goal.target) for goal in application.goals.all()]
    return {
        "insatsen": plain(grant.intervention.title),
        "syfte": plain(application.purpose) or missing("syftet"),
        "målgrupp": plain(application.target_group) or missing("målgruppen"),
        "mål": "\n".join(f"- {goal}" for goal in goals) or missing("målen"),
        "parter": f"{plain(listed(application.parties)).rstrip('.') or 'Projektägaren genomför insatsen själv'}.",
        "beslutet": decision_words(grant.decided_in),
        "ärendet": application.case.diary_number if application.case else missing("ärendets nummer"),
    }


def _goal(text: str, measure: str, target: str) -> str:
    told = [f"mäts med {measure[:1].lower()}{measure[1:]}" if measure else "", f"ska nå {target}" if target else ""]
    how = ", ".join(filter(None, told))
    return " ".join(plain(f"{text.rstrip('.')} ({how})." if how else f"{text.rstrip('.')}.").split())


def _always(association: Association, agreement: Agreement, amounts: Mapping[int, int]) -> dict[str, str]:
    return {
        "förbundet": association.name,
        "förbundets nummer": association.organisation_number or "saknas",
        "projektägaren": agreement.counterpart,
        "projektägarens nummer": agreement.counterpart_number or "saknas",
        "från": day(agreement.starts_on),
        "till": day(agreement.ends_on),
        "summan": f"{amount(sum(amounts.values()))} kronor",
    }


def _inline_tables(content: Mapping[str, Any]) -> str:
    """The text with what stands inside a sentence written as words; alone on a line it is a table."""
    words = {
        AMOUNTS: listed([f"{amount(ore)} kronor {year}" for year, ore in content["amounts"]]) or "inget belopp",
        REPORTS: listed([f"{KINDS[kind].lower()} senast {day(date.fromisoformat(due))}"
                         for kind, _, _, due in content["reports"]]) or "inga rapporter",
    }  # fmt: skip
    lines = str(content["text"]).split("\n")
    alone = {f"{{{kind}}}" for kind in words}
    return "\n".join(line if line.strip().lower() in alone else filled(line, words) for line in lines)


def _period(since: str, until: str) -> str:
    return f"{day(date.fromisoformat(since))} – {day(date.fromisoformat(until))}"
