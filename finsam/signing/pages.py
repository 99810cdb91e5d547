"""The words of the pages where anybody checks a file or looks up a code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils import timezone

from finsam.kernel.swedish import NOTHING, SPACE, day
from finsam.pdf.seal_checks import NO_SEAL, SealCheck
from finsam.signing.content import grouped
from finsam.signing.forms import CodeForm, FileForm
from finsam.signing.queries import Evidence
from finsam.signing.verification import Approved, Verdict
from finsam.ui.parts import Fact

Tone = Literal["met", "partly", "not"]
NOT_FOUND = (
    "Jämför koden med den på sidan Godkännanden. Dokumentet kan också vänta på att alla ska godkänna det, "
    "eller höra till ett förbund som inte finns här."
)
ALL_APPROVED = "Alla som skulle godkänna innehållet har gjort det."
SUM = "kontrollsumma (SHA\N{NON-BREAKING HYPHEN}256)"
ASK_SENDER = (
    "Ett namn i ett certifikat kan vem som helst skriva. Fråga den som står som avsändare, "
    "eller kontrollera filen hos det förbund som den kommer från."
)
ASK_ORIGINAL = (
    "Protokoll, bokslut och avtal förseglas när alla har godkänt dem. Ett utdrag, ett utkast eller en fil som har "
    "sparats om i ett annat program har ingen försegling. Be förbundet om originalet."
)
WHOLE = "Hel och äkta"
CHANGED = "Ändrad"
NOT_OURS = "Hel, men okänd"
UNSEALED = "Inte förseglad"
UNREADABLE = "Går inte att kontrollera"


@dataclass(frozen=True)
class VerifyPage:
    """The two ways to check: by the file, or by the code on paper."""

    file_form: FileForm
    code_form: CodeForm
    title: str = "Kontrollera ett protokoll"


@dataclass(frozen=True)
class Document:
    """What is told of a document that has been approved by all."""

    title: str
    association: str
    facts: Sequence[Fact]
    approvals: Sequence[tuple[str, str, str]]  # name; role and method; when


@dataclass(frozen=True)
class VerdictPage:
    """What was found of a file: the verdict as a heading and a word, what it means, what to do, what it is."""

    title: str
    state: str  # the name of the file
    tone: Tone
    word: str
    lead: str
    advice: str
    document: Document


@dataclass(frozen=True)
class CodePage:
    """The documents that a code belongs to; none when it belongs to none."""

    title: str
    state: str
    lead: str
    documents: Sequence[Document]
    file_form: FileForm
    code_form: CodeForm


def verdict_page(verdict: Verdict, name: str) -> VerdictPage:
    """Write what is known of a file."""
    title, tone, word, advice = _judged(verdict.check)
    return VerdictPage(
        title=title,
        state=name,
        tone=tone,
        word=word,
        lead=_lead(verdict),
        advice=advice,
        document=_file_told(verdict),
    )


def code_page(code: str, found: Sequence[Approved]) -> CodePage:
    """Write which documents a code belongs to."""
    documents = [_approved_told(one) for one in found]
    title = documents[0].title if len(documents) == 1 else "Flera dokument har koden"
    if not documents:
        title = "Inget dokument har koden"
    return CodePage(
        title=title,
        state=f"Kod {grouped(code)}" if code else "",
        lead=ALL_APPROVED if documents else NOT_FOUND,
        documents=documents,
        file_form=FileForm(),
        code_form=CodeForm(initial={"kod": grouped(code)}),
    )


def moment(at: datetime) -> str:
    """Write a moment as tables do: "2021-11-26 kl. 16.47.22"."""
    return f"{timezone.localtime(at):%Y-%m-%d kl. %H.%M.%S}".replace("kl. ", f"kl.{SPACE}")


def _judged(check: SealCheck) -> tuple[str, Tone, str, str]:
    """Heading, mark, word and advice of a verdict."""
    if check.holds:
        return "Filen är hel", "met", WHOLE, ""
    if check.whole:
        return "Filen är hel, men vi känner inte förseglingen", "partly", NOT_OURS, ASK_SENDER
    if check.has_seal:
        return "Filen är ändrad", "not", CHANGED, "Lita inte på innehållet. Be förbundet om originalet."
    if check == NO_SEAL:
        return "Filen är inte förseglad", "not", UNSEALED, ASK_ORIGINAL
    return "Filen går inte att kontrollera", "not", UNREADABLE, "Hämta filen på nytt och försök igen."


def _lead(verdict: Verdict) -> str:
    check = verdict.check
    when = f" den {day(timezone.localdate(check.sealed_at))}" if check.sealed_at else ""
    if check.holds:
        return f"Inget har ändrats sedan {verdict.association} förseglade filen{when}."
    if check.known:
        return f"{check.reason} {verdict.association} förseglade det som fanns{when}."
    return check.reason


def _file_told(verdict: Verdict) -> Document:
    check, evidence = verdict.check, verdict.evidence
    facts = _content_facts(evidence) if evidence else []
    if check.has_seal and check.sealed_by and (check.whole or check.known):
        facts.append(Fact("Förseglad", moment(check.sealed_at) if check.sealed_at else NOTHING))
        facts.append(Fact("Certifikatets namn", check.sealed_by))
    if check.timestamped_by and check.holds:
        facts.append(Fact("Tiden intygas av", check.timestamped_by))
    facts.append(Fact(f"Filens {SUM}", grouped(verdict.sha256)))
    title = evidence.title if evidence else "Filen"
    return Document(title, verdict.association, facts, _approvals(evidence) if evidence else ())


def _approved_told(found: Approved) -> Document:
    facts = [Fact("Förbund", found.association), *_content_facts(found.evidence)[1:]]
    facts.append(Fact("Förseglad", moment(found.sealed_at) if found.sealed_at else "Inte än"))
    return Document(found.evidence.title, found.association, facts, _approvals(found.evidence))


def _content_facts(evidence: Evidence) -> list[Fact]:
    return [
        Fact("Handling", evidence.title),
        Fact(f"Innehållets {SUM}", grouped(evidence.content_hash)),
    ]


def _approvals(evidence: Evidence) -> list[tuple[str, str, str]]:
    return [(one.name, f"{one.role}; {one.method}", moment(one.at)) for one in evidence.rows]
