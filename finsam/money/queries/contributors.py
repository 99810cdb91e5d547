"""The pages of who pays contributions, and of the parties' shares."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.urls import reverse

from finsam.core.models import Association
from finsam.figures.registry import Scope
from finsam.kernel.periods import Period
from finsam.kernel.swedish import NOTHING, capital
from finsam.money.contribution_facts import told_shares
from finsam.money.models import Contributor
from finsam.money.places import money_crumbs
from finsam.money.queries.contribution_forms import ContributionFormPage
from finsam.money.rules.contributions import KINDS, PARTIES, fraction_words, shares_on
from finsam.ui.parts import Fact, Link


@dataclass(frozen=True)
class ContributorLine:
    """A contributor as a row."""

    name: str
    party: str
    members: str
    account: str
    years: str
    url: str


@dataclass(frozen=True)
class ContributorsPage:
    """Who pays, and how the parties share."""

    title: str
    state: str
    crumbs: Sequence[Link]
    lines: Sequence[ContributorLine]
    shares: Sequence[Fact]
    fault: str
    keeps: bool
    new_url: str
    shares_url: str


def contributors_page(association: Association, *, keeps: bool, today: date) -> ContributorsPage:
    """List the contributors, and the shares in force."""
    rows = list(Contributor.objects.filter(association=association).order_by("position"))
    shares, fault = _shares(association, rows, today)
    return ContributorsPage(
        title="Bidragsgivare",
        state=association.name,
        crumbs=money_crumbs(association, Link("Bidrag", reverse("contributions", args=[association.slug]))),
        lines=[_line(association, row) for row in rows],
        shares=shares,
        fault=fault,
        keeps=keeps,
        new_url=reverse("contributor", args=[association.slug]),
        shares_url=reverse("contribution-parties", args=[association.slug]),
    )


def _shares(association: Association, rows: Sequence[Contributor], today: date) -> tuple[list[Fact], str]:
    told = told_shares(Scope(association, Period.year(today.year)))
    try:
        shares = shares_on(told, today, {row.kind for row in rows})
    except ValueError as error:
        return [], str(error)
    since = max((on for _, _, on in told if on <= today), default=None)
    law = f"Sedan {since}" if since else "Lagen (2003:1210), 5 §"
    facts = [Fact(capital(PARTIES[kind]), fraction_words(share)) for kind, share in shares.items()]
    return [*facts, Fact("Gäller", law)], ""


def _line(association: Association, row: Contributor) -> ContributorLine:
    members = "" if list(row.members) == [row.name] else ", ".join(row.members)
    years = f"{row.from_year or ''}{NOTHING}{row.until_year or ''}" if row.from_year or row.until_year else ""
    url = reverse("contributor", args=[association.slug, row.pk])
    return ContributorLine(row.name, row.get_kind_display(), members, row.ledger_account, years, url)


def current_shares(association: Association, today: date) -> dict[str, object]:
    """Return what stands in the form of the shares: those in force, as fractions."""
    told = told_shares(Scope(association, Period.year(today.year)))
    found = {kind: share for kind, share, on in told if on <= today}
    return {**{kind: str(found.get(kind, 0)) for kind in KINDS}, "valid_from": date(today.year + 1, 1, 1)}


def contributor_form_page(
    association: Association, title: str, form: forms.Form, act: str, remove: str = "", lead: str = ""
) -> ContributionFormPage:
    """Return the page of a form about contributors."""
    back = reverse("contributors", args=[association.slug])
    crumbs = money_crumbs(
        association, Link("Bidrag", reverse("contributions", args=[association.slug])), Link("Bidragsgivare", back)
    )
    return ContributionFormPage(title, association.name, crumbs, form, act, back, lead=lead, remove=remove)
