"""The page of one file: before it is applied what it would change, afterwards what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.urls import reverse

from finsam.core.models import Association
from finsam.kernel.amounts import kronor
from finsam.kernel.swedish import MONTHS, SPACE, amount, capital, listed, number
from finsam.money.models import LedgerFile
from finsam.money.places import money_crumbs, money_tabs
from finsam.money.queries.ledger import (
    APPLY,
    DISCARD,
    ENCODINGS,
    UNDO,
    file_url,
    kind_of,
    moment,
    state_words,
    vouchers_url,
)
from finsam.money.queries.ledger_comparison import Comparison, files_in_force
from finsam.money.queries.ledger_lists import Listed, account_table, balance_lists, voucher_lists
from finsam.money.rules.sie import SieFile
from finsam.ui.parts import Fact, KeyFigure, Link, Tab
from finsam.ui.tables import ShownTable

WORDS = ("nya", "ändrade", "borta", "oförändrade")
OPENINGS_NAMED = 3


@dataclass(frozen=True)
class LedgerFilePage:
    """A file, and while it waits what it would change. `form` None: it cannot be applied, or not by who looks."""

    title: str
    state: str
    crumbs: Sequence[Link]
    tabs: Sequence[Tab]
    facts: Sequence[Fact]
    file_url: str
    lead: str = ""
    notes: Sequence[tuple[str, str]] = ()
    keys: Sequence[KeyFigure] = ()
    keys_title: str = ""
    lists: Sequence[Listed] = ()
    accounts: ShownTable | None = None
    form: forms.Form | None = None
    asks: str = ""
    apply_url: str = ""
    discard_url: str = ""
    undo_url: str = ""
    told: str = ""
    links: Sequence[Link] = field(default=())


def applied_page(association: Association, file: LedgerFile, *, keeps: bool) -> LedgerFilePage:
    """Return the page of a file that has been applied."""
    holding = files_in_force(association, file.year)
    words, is_latest = state_words(file, holding), bool(holding) and holding[-1].pk == file.pk
    holds = words == "Gäller"
    vouchers = vouchers_url(association, file.year) if holds else ""
    return LedgerFilePage(
        **_head(association, file, file.file_name, f"{file.year}, {kind_of(file)}"),
        told=_told(file, words),
        facts=[*_facts(file), *_history(file)],
        undo_url=file_url(association, file, UNDO) if keeps and is_latest else "",
        links=[Link("Visa årets verifikationer", vouchers)] if vouchers else [],
    )


def waiting_page(
    association: Association, file: LedgerFile, sie: SieFile, found: Comparison, form: forms.Form | None
) -> LedgerFilePage:
    """Return the page where a file is looked through before it is applied. `form` None for who may not apply it."""
    lists = voucher_lists(association, sie, found) if found.has_vouchers else balance_lists(found)
    changes = found.changes
    counts = (len(changes.new), len(changes.changed), len(changes.gone), changes.same)
    return LedgerFilePage(
        **_head(association, file, f"Granska {file.file_name}", "Inget är ändrat än. Filen väntar på att föras in."),
        facts=_facts(file, sie),
        lead=_lead(found),
        notes=_notes(file, found),
        keys_title="Verifikationer" if found.has_vouchers else "Konton",
        keys=[KeyFigure(number(count), word) for count, word in zip(counts, WORDS, strict=True)],
        lists=lists,
        accounts=account_table(found),
        form=None if found.is_same else form,
        asks=_asks(found),
        apply_url=file_url(association, file, APPLY) if form and not found.is_same else "",
        discard_url=file_url(association, file, DISCARD) if form else "",
    )


def _head(association: Association, file: LedgerFile, title: str, state: str) -> dict[str, Any]:
    return {
        "title": title,
        "state": state,
        "crumbs": money_crumbs(
            association, Link("Huvudbok", reverse("ledger", args=[association.slug])), Link(file.file_name)
        ),
        "tabs": money_tabs(association, "ledger"),
        "file_url": f"{file_url(association, file)}?fil",
    }


def _facts(file: LedgerFile, sie: SieFile | None = None) -> list[Fact]:
    company = [Fact("Företag i filen", f"{sie.company} {sie.organisation_number}".strip())] if sie else []
    encoding = ENCODINGS.get(file.text_encoding, file.text_encoding)
    return [
        *company,
        Fact("Räkenskapsår", str(file.year)),
        Fact("Slag", kind_of(file)),
        Fact("Bokfört till", str(file.covers_to or "inget är bokfört")),
        Fact("Program", file.program or "står inte i filen"),
        Fact("Teckenkodning", encoding),
        Fact("Lämnad", moment(file.uploaded_at) + (f" av {file.uploaded_by}" if file.uploaded_by else "")),
    ]


def _history(file: LedgerFile) -> list[Fact]:
    lines = [Fact("Införd", moment(file.applied_at) + (f" av {file.applied_by}" if file.applied_by else ""))]
    if file.undone_at:
        lines.append(Fact("Ångrad", moment(file.undone_at) + (f" av {file.undone_by}" if file.undone_by else "")))
    return [*lines, Fact("Kontrollsumma (SHA-256)", f"{file.sha256[:16]}…")]


def _told(file: LedgerFile, words: str) -> str:
    if file.undone_at:
        return f"{words}. Filen är sparad men räknas inte."
    if words == "Ersatt":
        return f"En senare fil har ersatt den här. Ångras den gäller den här filen igen för {file.year}."
    return f"Filen gäller för {file.year}. Alla siffror om året räknas ur den."


def _lead(found: Comparison) -> str:
    year, before, after = found.year, found.result_before_ore, found.result_after_ore
    if found.is_same:
        return "Filen säger det som redan står i huvudboken. Ingenting ändras."
    if found.is_first:
        return f"Det är den första filen för {year}. Årets resultat blir {_kr(after)}."
    if before == after:
        return f"Resultatet för {year} ändras inte. Det är {_kr(after)}."
    difference = amount(after - before, signed=True)
    return f"Resultatet för {year} går från {_kr(before)} till {_kr(after)}, {difference}{SPACE}kr."


def _kr(ore: int) -> str:
    return f"{amount(ore)}{SPACE}kr"


def _notes(file: LedgerFile, found: Comparison) -> list[tuple[str, str]]:
    """Return what should be known before applying, as (kind of note, sentence)."""
    notes = []
    if file.text_encoding != "cp437":
        said = f"Filen är skriven i {ENCODINGS[file.text_encoding]}, fast SIE 4 ska vara i PC8."
        notes.append(("water", f"{said} Det syns på tecknen, och den är läst så. Se att å, ä och ö blev rätt."))
    if found.repeated:
        said = f"{found.repeated} av verifikationerna har inget nummer och är lika sådana som redan är bokförda."
        notes.append(("amber", f"{said} Se att de inte bokförs två gånger."))
    if found.closed_months:
        months = capital(listed([MONTHS[month - 1] for month in found.closed_months]))
        said = f"{months} är redan stängd." if len(found.closed_months) == 1 else f"{months} är redan stängda."
        notes.append(("amber", f"{said} Uppföljningen som styrelsen fått står kvar som den var när månaden stängdes."))
    if found.openings:
        notes.append(("water", _openings(found)))
    return notes


def _openings(found: Comparison) -> str:
    named = [
        f"{row.account} {found.names.get(row.account, '')}".strip()
        + f" ({_plain(row.prior_closing_ore)} blev {_plain(row.opening_ore)})"
        for row in found.openings[:OPENINGS_NAMED]
    ]
    rest = len(found.openings) - len(named)
    named += [f"{rest} konton till"] if rest else []
    said = f"Ingående balans {found.year} är inte den utgående {found.year - 1} för {listed(named)}."
    return f"{said} Så är det ofta innan bokslutet är klart, och filen går att föra in ändå."


def _plain(ore: int) -> str:
    return number(kronor(ore)) if ore else "0"


def _asks(found: Comparison) -> str:
    accounts, objects = len(found.unmapped.accounts), len(found.unmapped.objects)
    counts = [f"{accounts} {'nytt konto' if accounts == 1 else 'nya konton'}"] if accounts else []
    counts += [f"{objects} {'nytt objekt' if objects == 1 else 'nya objekt'}"] if objects else []
    return f"Filen använder {listed(counts)}. Säg vad de hör till, så räknas de rätt från början." if counts else ""
