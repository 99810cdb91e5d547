"""The text of an agreement: the shipped template, and what its words in {braces} stand for."""

import re
from collections.abc import Iterable, Mapping

MARK = re.compile(r"\{([^{}\n]*)\}")
AMOUNTS, REPORTS = "belopp", "rapporter"
"""Alone on a line: the table of the agreement's amounts, and of its reporting dates."""
ONCE = ("insatsen", "syfte", "målgrupp", "mål", "parter", "beslutet", "ärendet", "skälet", "ändrat avtal")
"""Filled in when the draft is made, and then text like any other."""
ALWAYS = (
    "förbundet", "förbundets nummer", "projektägaren", "projektägarens nummer", "från", "till", "summan", AMOUNTS,
    REPORTS,
)  # fmt: skip
"""Filled in from what the agreement says each time it is shown, until it is signed."""
MISSING = "[Skriv "
"""How a place that nothing could be filled into begins: it must be gone before the agreement is signed."""

_SHIPPED = """\
## Parter

{förbundet}, organisationsnummer {förbundets nummer}, här kallat förbundet, och {projektägaren}, organisationsnummer
{projektägarens nummer}, här kallad projektägaren, har kommit överens om det här.

Avtalet bygger på styrelsens beslut {beslutet} i ärendet {ärendet}. Ansökan hör till avtalet. Säger de olika saker
gäller avtalet.

## Insatsen

Projektägaren genomför insatsen {insatsen} från och med {från} till och med {till}.

**Syfte.** {syfte}

**Målgrupp.** {målgrupp}

**Medverkande.** {parter}

## Mål

{mål}

Projektägaren ansvarar för att insatsen når sina mål och följer planen. Behöver mål, målgrupp eller inriktning ändras
ska förbundet godkänna det innan.

## Pengar

Förbundet betalar högst {summan}, fördelat så här:

{belopp}

Pengarna får bara användas till kostnader för insatsen. De får inte flyttas mellan åren utan att förbundet har sagt ja.

## Så betalas pengarna ut

Projektägaren begär pengarna i efterhand med en rekvisition för varje period. Rekvisitionen visar kostnaderna för varje
kostnadsslag och har underlag med sig. Förbundet betalar inom 30 dagar från att en fullständig rekvisition har kommit.
Den får inte vara större än det som är kvar av årets belopp.

Projektägaren redovisar insatsen för sig i sin bokföring och sparar underlagen så länge lagen säger. Förbundet och dess
revisorer får ta del av dem.

## Uppföljning

Projektägaren lämnar rapporter i förbundets mall:

{rapporter}

Rapporten säger hur många deltagare insatsen har haft och vilka resultat de nått, hur målen uppfylls, vad pengarna har
använts till och varför något avviker från planen. Insatsen följs upp i förbundets styrelse.

Insatsen deltar i mätningar med de indikatorer för samordningsförbund som Nationella nätverket för samordningsförbund,
NNS, har tagit fram. Projektägaren svarar för att deltagare, medarbetare och chefer får frågorna.

## Uppgifter om människor

Förbundet får inga uppgifter som visar vilka deltagarna är. Projektägaren lämnar inte namn, personnummer eller något
annat som kan knytas till en person, varken i rapporter, i rekvisitioner eller i underlag till dem. Varje organisation
ansvarar för de personuppgifter som den själv behandlar.

## Pengar som inte har använts

Pengar som inte har använts för insatsen när avtalstiden är slut betalas inte ut. Har de redan betalats ut betalar
projektägaren tillbaka dem inom 30 dagar från att förbundet begär det. Detsamma gäller pengar som har använts till
något annat än insatsen.

## Ändringar

Avtalet ändras genom ett skriftligt tillägg som båda parter undertecknar. Projektägaren säger till direkt om insatsen
inte kan genomföras som det var tänkt.

## Om avtalet inte följs

Följer en part inte avtalet ska den andra skriftligt begära rättelse. Har det inte rättats inom 30 dagar får avtalet
sägas upp direkt. Förbundet får hålla inne betalningar så länge en rapport är försenad.

## När avtalet upphör

Avtalet gäller till och med {till} och upphör sedan utan uppsägning. Före dess kan båda parter säga upp det skriftligt
med tre månaders uppsägningstid. Slutrapporten lämnas även om avtalet upphör tidigare.

Parterna försöker komma överens om det uppstår tvist. Lyckas det inte avgörs tvisten i svensk domstol.
"""

_AMENDMENT = """\
## Vad det här är

Det här är ett tillägg till {ändrat avtal} mellan {förbundet}, organisationsnummer {förbundets nummer}, och
{projektägaren}, organisationsnummer {projektägarens nummer}, om insatsen {insatsen}. Beslut: {beslutet}, ärende
{ärendet}.

## Varför avtalet ändras

{skälet}

## Tid

Insatsen pågår från och med {från} till och med {till}.

## Belopp

Förbundet betalar högst {summan} för hela tiden. Beloppen ersätter dem som gällde tidigare:

{belopp}

## Rapporter

Projektägaren lämnar, utöver de rapporter som redan är påbörjade:

{rapporter}

## I övrigt

Allt annat i avtalet gäller som förut.
"""


def unwrapped(text: str) -> str:
    """Return the text with each paragraph on one line, as one writes in a field."""
    return "\n\n".join(" ".join(part.split("\n")) for part in text.strip().split("\n\n")) + "\n"


SHIPPED = unwrapped(_SHIPPED)
"""What an agreement begins with when the association has no text of its own."""
AMENDMENT = unwrapped(_AMENDMENT)
"""What an amendment begins with."""


def filled(text: str, values: Mapping[str, str]) -> str:
    """Put the values in the place of their names in braces; a name without a value stays as it is."""
    return MARK.sub(lambda found: values.get(_name(found), found[0]), text)


def unknown_marks(text: str, known: Iterable[str] = (*ONCE, *ALWAYS)) -> list[str]:
    """Return the names in braces that stand for nothing, each once, in the order they come."""
    names = dict.fromkeys(_name(found) for found in MARK.finditer(text))
    return [name for name in names if name not in set(known)]


def plain(written: str) -> str:
    """Return what somebody has written so that it stands as words in the text: no marks and no headings of its own."""
    lines = written.replace("{", "(").replace("}", ")").replace("\r\n", "\n").strip().split("\n")
    return "\n".join(line.lstrip("# ") for line in lines)


def missing(what: str) -> str:
    """Return what stands where there was nothing to fill in: "[Skriv syftet]"."""
    return f"{MISSING}{what}]"


def _name(found: re.Match[str]) -> str:
    return " ".join(found[1].split()).lower()
