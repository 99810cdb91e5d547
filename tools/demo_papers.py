"""Write the papers of SOFINT's example meetings into the demo: `python -m tools.demo_papers`.

Small PDF files, each of which says that it is an example. The same text gives the same bytes.
"""

from datetime import UTC, datetime
from pathlib import Path

import typst

HOME = Path(__file__).parents[1] / "finsam" / "home"
SOFINT, COMING = HOME / "demo" / "sofint" / "documents", HOME / "demo_papers"
EXAMPLE = "Handlingen är skriven för Finsams exempel, efter vad protokollet från den 19 november 2021 säger om ärendet."
DATED = datetime(2021, 11, 9, tzinfo=UTC)

PAPERS = {
    "2021-2/1-resultatrapport": (
        "Resultatrapport januari–oktober 2021",
        """#table(columns: (1fr, auto, auto, auto), align: (left, right, right, right),
  table.header[Kronor][Budget][Utfall][Avvikelse],
  [Resultat 1 januari – 31 oktober], [−945 104], [−221 930], [+723 174])

Förbundet har använt 723 174 kronor mindre än budgeterat.""",
    ),
    "2021-2/2-eget-kapital": (
        "Eget kapital den 31 oktober 2021",
        "Det egna kapitalet har minskat med 221 930 kronor sedan årets början. Minskningen är periodens underskott.",
    ),
    "2021-2/3-kommentar": (
        "Kommentar till den ekonomiska rapporten",
        ("Avvikelsen mot budget beror på att förbundet inte har fått in och beviljat fler finansierbara projekt än "
        "Coachingteamet."),
    ),
    "2021-9/1-verksamhetsplan-och-budget-2022": (
        "Verksamhetsplan och budget 2022 med budgetplan 2023–2024",
        """Styrelsen ska varje år senast den 30 november fastställa verksamhetsplan och budget.

== Sammanträden 2022
Styrelsen sammanträder i februari, april, juni, september och november.

== Budget
Planen delar medlen mellan projektfinansiering, strukturövergripande samverkan, styrelse och kansli.""",
    ),
    "2021-5/1-verksamhet-coachingteamet": (
        "Redovisning Coachingteamet: verksamhet",
        ("Perioden är 1 januari – 8 november 2021. Av dem som avslutats har 61 procent gått till arbete, studier, "
        "aktivt arbetssökande eller fortsatt arbetslivsinriktad rehabilitering. Insatsens mål bedöms nås på helåret."),
    ),
    "2021-5/2-ekonomi-coachingteamet": (
        "Redovisning Coachingteamet: ekonomi",
        "Prognosen för helåret är ett överskott på 100 000 kronor.",
    ),
    "2021-4/1-ansvarsfrihet-forsakringskassan": (
        "Beslut om ansvarsfrihet, Försäkringskassan",
        ("Försäkringskassan beslutade den 20 september 2021 om ansvarsfrihet för verksamhetsåret 2020. Förbund med "
        "brister enligt revisionen ska undanröja dem och följa revisionens rekommendationer."),
    ),
    "2021-4/2-ansvarsfrihet-lindesberg": (
        "Beslut om ansvarsfrihet, kommunfullmäktige i Lindesberg",
        ("Kommunfullmäktige i Lindesberg beslutade den 25 oktober 2021 att bevilja ansvarsfrihet för 2020 och att "
        "godkänna årsredovisningen för 2020."),
    ),
    "2021-10/1-ansokan-coachingteamet-2022": (
        "Projektansökan Coachingteamet 2022",
        ("Lindesbergs kommun ansöker som projektägare om 3 083 460 kronor för Coachingteamet under hela 2022. "
        "Beredningsgruppen behandlade ansökan den 5 oktober 2021. Hela gruppen ställer sig bakom den."),
    ),
    "2021-7/1-anslutningsforslag": (
        "Anslutningsförslag insatskatalogen",
        """Insatskatalogen samlar de insatser som finns för den som söker väg till arbete eller studier. 64 kommuner är
anslutna, med 36,2 procent av landets invånare. Statistik förs sedan 2017 och publiceras inte.

- Årlig kostnad: 48 000 kronor
- Utveckling 2022: 150 000 kronor""",
    ),
    "2021-6/1-roll-och-ansvarsfordelning": (
        "Roll- och ansvarsfördelning SOFINT",
        """Stöddokument efter översynen på planeringsdagen hösten 2021.

- *Styrelsen* beslutar om mål, budget och vad förbundet finansierar.
- *Förbundschefen* bereder ärendena och leder kansliet.
- *Beredningsgruppen* tar ställning till ansökningar, en medlem i taget.""",
    ),
    "2021-11/1-ansokan-personliga-ombud": (
        "Projektansökan Metodutveckling Personliga ombud",
        ("Kommunerna i norra Örebro län ansöker tillsammans med Region Örebro län. Ansökan kom in den 27 oktober 2021. "
        "Målet är att 15 procent avslutas till arbete, studier eller fortsatt arbetslivsinriktad rehabilitering."),
    ),
    "2021-11/2-finansieringspolicy": (
        "Finansieringspolicy SOFINT",
        ("Policyn säger vad förbundet kan finansiera. Projektfinansiering beslutas av styrelsen med kvalificerad "
        "majoritet enligt förbundsordningen."),
    ),
    "2021-11/3-proposition": (
        "Prop. 2002/03:132, s. 52–54",
        "Sidorna handlar om vilka insatser som finansiell samordning kan användas till.",
    ),
    "2021-11/4-arsberattelse-personliga-ombud": (
        "Personliga ombuds årsberättelse 2020",
        "Årsberättelsen beskriver de personliga ombudens arbete under 2020.",
    ),
    "2021-8/1-handlingsplan": (
        "Handlingsplan SOFINT",
        "Handlingsplanen visar läget i det som styrelsen har beslutat ska göras.",
    ),
    "2021-12/1-remiss-till-lagradet": (
        "Remiss till Lagrådet om deltagande på distans",
        "Regeringen föreslår att ledamöter ska få delta på distans i styrelsens möten i samordningsförbund.",
    ),
    "2021-14/1-slutrapport-forstudie": (
        "Slutrapport Förstudie – Samverkan samordningsförbunden i östra Mellansverige",
        "Förstudien har undersökt hur samordningsförbunden i östra Mellansverige kan samverka.",
    ),
    "2021-13/1-medelstilldelning-2022": (
        "Statlig medelstilldelning 2022",
        "Förbundet tilldelas 1 993 000 kronor av staten för 2022.",
    ),
    "2021-15/1-uppfoljande-utredning": (
        "Uppföljande utredning om samordning, uppföljning och analys",
        "Arbetsmaterial från Region Örebro län. Målet är lättöverskådliga och jämförbara årsredovisningar.",
    ),
}  # fmt: skip
"""Where each paper lies, its title and what stands on it."""

INVENTED_PAPERS = {
    "2021-10/2-beslut-coachingteamet-2022": (
        "Beslut om er ansökan: Coachingteamet 2022",
        ("Styrelsen beslutade den 19 november 2021, § 70, att bevilja Coachingteamet 3 083 460 kronor för helåret "
        "2022. Avtal ska vara skrivet senast den 19 december 2021."),
    ),
    "2021-10/3-avtal-coachingteamet-2022": (
        "Avtal om Coachingteamet 2022",
        ("Samordningsförbundet SOFINT och Lindesbergs kommun är överens om att förbundet betalar högst "
        "3 083 460 kronor för 2022. Pengarna rekvireras i efterskott, ett kvartal i taget."),
    ),
    "2021-11/5-beslut-personliga-ombud": (
        "Beslut om er ansökan: Metodutveckling Personliga ombud",
        ("Styrelsen beslutade den 19 november 2021, § 73, att avslå ansökan. Skäl: metodutvecklingen är otydlig och "
        "ligger inte inom det som ett förbund kan finansiera."),
    ),
    "2024-1/1-protokoll-2024-11-22": (
        "Protokoll den 22 november 2024",
        ("Mötet är påhittat, för att Coachingteamet 2025 ska ha ett beslut i exemplet. Styrelsen beslutade i § 58 att "
        "bevilja Coachingteamet 2 333 000 kronor för 2025."),
    ),
    "2024-2/1-ansokan-coachingteamet-2025": (
        "Projektansökan Coachingteamet 2025",
        "Lindesbergs kommun ansöker som projektägare om 2 333 000 kronor för Coachingteamet under 2025.",
    ),
    "2024-2/2-beslut-coachingteamet-2025": (
        "Beslut om er ansökan: Coachingteamet 2025",
        "Styrelsen beslutade den 22 november 2024, § 58, att bevilja Coachingteamet 2 333 000 kronor för 2025.",
    ),
    "2024-2/3-avtal-coachingteamet-2025": (
        "Avtal om Coachingteamet 2025",
        ("Samordningsförbundet SOFINT och Lindesbergs kommun är överens om att förbundet betalar högst "
        "2 333 000 kronor för 2025. Pengarna rekvireras i efterskott, ett kvartal i taget."),
    ),
}  # fmt: skip
"""What nothing published tells of: what followed on the decisions, and a decision made up for 2025."""

COMING_PAPERS = {
    "ekonomisk-rapport": (
        "Ekonomisk rapport",
        "Rapporten visar utfallet hittills i år mot budgeten. Siffrorna kommer ur bokföringen.",
    ),
    "ansokan-coachingteamet": (
        "Projektansökan Coachingteamet",
        "Lindesbergs kommun ansöker som projektägare om 2 333 000 kronor för Coachingteamet under nästa år.",
    ),
    "ansokan-halsa-pa-vagen": (
        "Projektansökan Hälsa på vägen",
        "Region Örebro län ansöker som projektägare om 640 000 kronor för Hälsa på vägen under ett år.",
    ),
    "ansokan-digital-vag-in": (
        "Projektansökan Digital väg in",
        "Hällefors kommun ansöker som projektägare om 310 000 kronor för Digital väg in under ett år.",
    ),
    "verksamhetsplan": (
        "Verksamhetsplan och budget, förslag",
        "Förslaget följer budgetplanen för de närmaste åren.",
    ),
}
"""Papers of the meeting to come."""

PAGE = """#set document(title: {title}, date: datetime(year: 2021, month: 11, day: 9))
#set page(paper: "a4", margin: 25mm, footer: align(center, text(size: 9pt, {said})))
#set text(lang: "sv", size: 11pt)
#set par(leading: 0.8em, spacing: 1.2em)
#title()
Samordningsförbundet SOFINT

"""


def main() -> None:
    """Write every paper."""
    said = f"{EXAMPLE} Den är inte den verkliga bilagan."
    for place, (title, body) in PAPERS.items():
        write(SOFINT / f"{place}.pdf", title, body, said)
    for place, (title, body) in INVENTED_PAPERS.items():
        write(SOFINT / f"{place}.pdf", title, body, "Handlingen är påhittad för Finsams exempel.")
    for place, (title, body) in COMING_PAPERS.items():
        write(COMING / f"{place}.pdf", title, body, "Handlingen är skriven för Finsams exempel.")


def write(path: Path, title: str, body: str, said: str) -> None:
    """Write one paper, with what it says of itself at the foot."""
    source = PAGE.replace("{title}", f'"{title}"').replace("{said}", f'"{said}"') + body
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(
        typst.compile(source.encode(), format="pdf", ignore_system_fonts=True, pdf_standards=["a-2a"], timestamp=DATED)
    )


if __name__ == "__main__":
    main()
