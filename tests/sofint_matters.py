"""What the board of SOFINT treated on 19 November 2021, § by §. Facts as published, the wording our own."""

from collections.abc import Sequence
from dataclasses import dataclass

from finsam.meetings.models import ItemKind, Outcome

FILE_IT = (("lägga informationen till handlingarna", None),)


@dataclass(frozen=True)
class Matter:
    """One § as the helper needs it."""

    title: str
    kind: ItemKind
    outcome: Outcome = Outcome.FILED
    decisions: Sequence[tuple[str, int | None]] = FILE_IT
    background: str = ""
    proposal: str = "lägga informationen till handlingarna"
    proposal_note: str = ""
    annexes: Sequence[str] = ()
    annexes_note: str = ""
    annexes_apart: bool = False
    decision_type: str = ""
    presenters: str = ""
    reasons: str = ""
    sent_to: str = ""


def _noted(title: str, kind: ItemKind, background: str = "", **more: object) -> Matter:
    return Matter(title, kind, Outcome.NOTED, (), background, "", **more)


REPORT_TABLE = """
| Kronor, januari–oktober 2021 | Budget | Utfall | Avvikelse |
|---|--:|--:|--:|
| Resultat | −945 104 | −221 930 | +723 174 |
"""
DISCHARGE_TABLE = """
| Medlem | Protokollfört |
|---|---|
| Arbetsförmedlingen | 4 juni |
| Hällefors kommun | 10 september |
| Nora kommun | 10 september |
| Region Örebro län | 10 september |
| Ljusnarsbergs kommun | 10 september |
| Försäkringskassan | 19 november |
| Lindesbergs kommun | 19 november |
"""
MATTERS = (
    _noted("Mötets öppnande", ItemKind.OPENING),
    Matter("Godkännande av dagordningen", ItemKind.AGENDA, Outcome.APPROVED, (("godkänna dagordningen", None),),
           proposal=""),
    Matter("Val av protokolljusterare", ItemKind.ADJUSTER, Outcome.ELECTED,
           (("välja ledamoten för Ljusnarsbergs kommun att justera protokollet tillsammans med ordföranden", None),),
           proposal=""),
    Matter("Ekonomisk rapport 1 januari – 31 oktober", ItemKind.REPORT, Outcome.AMENDED,
           (("godkänna den ekonomiska rapporten", None),),
           "Förbundet redovisar ett underskott på 221 930 kr för perioden; budgeten var ett underskott på 945 104 kr. "
           "Förbundet har inte fått in och beviljat fler finansierbara projekt än Coachingteamet. Det egna kapitalet "
           "har minskat med 221 930 kr.\n" + REPORT_TABLE,
           annexes=("Resultaträkning", "Balansräkning", "Kommentar till den ekonomiska rapporten")),
    Matter("Verksamhetsplan och budget 2022 (Budgetplan 2023–2024)", ItemKind.DECISION, Outcome.AMENDED,
           (("fastställa verksamhetsplan och budget för 2022 med följande ändringar", None),
            ("flytta 150 000 kr från projektfinansiering till strukturövergripande samverkan", 15_000_000),
            ("flytta styrelsens möte i november till den 18 november 2022", None),
            ("flytta styrelsens möte i februari till den 18 februari 2022", None),
            ("styrelsens kommande möten börjar kl. 9.00", None)),
           "Förbundet ska varje år senast den 30 november fastställa budget och verksamhetsplan för kommande år.",
           "fastställa verksamhetsplan och budget för 2022",
           annexes=("Verksamhetsplan och budget 2022 med plan för 2023–2024",)),
    Matter("Redovisning Coachingteamet verksamhet och ekonomi samt prognos för helår", ItemKind.REPORT,
           background="Samordnaren redovisar perioden 1 januari – 8 november. 61 procent har avslutats till arbete, "
           "studier, arbetssökande eller fortsatt arbetslivsinriktad rehabilitering. Insatsens mål bedöms nås på "
           "helåret. Prognosen är ett överskott på 100 000 kr vid årets slut.",
           annexes=("Verksamhetsredovisning Coachingteamet", "Ekonomisk redovisning Coachingteamet"),
           presenters="samordnaren för Coachingteamet"),
    Matter("Beslut ansvarsfrihet, Försäkringskassan", ItemKind.DISCHARGE,
           background="Försäkringskassan beslutade den 20 september 2021 om ansvarsfrihet för verksamhetsåret 2020. "
           "Förbund med brister enligt revisionen ska undanröja dem och följa revisionens rekommendationer.",
           annexes=("Beslut om ansvarsfrihet, Försäkringskassan",)),
    Matter("Beslut om ansvarsfrihet, KF Lindesberg", ItemKind.DISCHARGE,
           background="Kommunfullmäktige i Lindesberg beslutade den 25 oktober 2021 att bevilja ansvarsfrihet för "
           "2020 och godkänna årsredovisningen. Därmed är samtliga medlemmars beslut protokollförda:\n"
           + DISCHARGE_TABLE, annexes=("Beslut om ansvarsfrihet, kommunfullmäktige i Lindesberg",)),
    Matter("Projektansökan Coachingteamet", ItemKind.FUNDING, Outcome.AS_PROPOSED,
           (("bevilja Coachingteamet 3 083 460 kr för helåret 2022", 308_346_000),
            ("ge förbundschefen i uppdrag att teckna avtal med Lindesbergs kommun", None)),
           "Lindesbergs kommun ansöker som projektägare om fortsatt finansiering av Coachingteamet för hela 2022. "
           "Beredningsgruppen behandlade ansökan den 5 oktober 2021. Hela gruppen ställer sig bakom den.",
           "bevilja Coachingteamet 3 083 460 kr för helåret 2022", annexes=("Projektansökan Coachingteamet 2022",),
           decision_type="finansiering", sent_to="Lindesbergs kommun, ekonomen"),
    Matter("Anslutningsförslag insatskatalogen", ItemKind.DECISION, Outcome.AMENDED,
           (("ansluta förbundet till insatskatalogen för 48 000 kr om året", 4_800_000),
            ("budgetera 150 000 kr för utveckling av katalogen 2022", 15_000_000)),
           "Insatskatalogen samlar de insatser som finns för den som söker väg till arbete eller studier. 64 kommuner "
           "är anslutna, med 36,2 procent av landets invånare. Statistik förs sedan 2017 och publiceras inte.\n\n"
           "Behovet är inventerat med handläggare hos:\n\n- kommunernas enheter för arbetsmarknad och försörjningsstöd"
           "\n- Försäkringskassan och Arbetsförmedlingen\n- Region Örebro län och Coachingteamet\n\n"
           "Beredningsgruppen ställer sig bakom införandet.", "ansluta förbundet till insatskatalogen",
           annexes=("Anslutningsförslag insatskatalogen",)),
    Matter("Roll- och ansvarsfördelning SOFINT", ItemKind.DECISION, Outcome.AS_PROPOSED,
           (("godkänna stöddokumentet om roller och ansvar", None),),
           "Dokumentet är omarbetat efter planeringsdagen hösten 2021.", "godkänna stöddokumentet om roller och ansvar",
           annexes=("Roll- och ansvarsfördelning",)),
    Matter("Projektansökan Metodutveckling Personliga ombud", ItemKind.FUNDING, Outcome.REJECTED,
           (("avslå ansökan", None),),
           "Kommunerna i norra Örebro län ansöker tillsammans med Region Örebro län. Ansökan kom in den 27 oktober "
           "2021. Målet är att 15 procent avslutas till anställning, studier eller fortsatt arbetslivsinriktad "
           "rehabilitering. Beredningsgruppen är inte enig.", "",
           "Förbundschefen lämnar inget förslag utan överlåter till styrelsen.",
           ("Projektansökan Metodutveckling personliga ombud", "Finansieringspolicy SOFINT",
            "Prop. 2002/03:132, s. 52–54", "Personliga ombuds årsberättelse 2020"), decision_type="finansiering",
           reasons="Metodutvecklingen bedöms inte vara något som förbundet kan finansiera.",
           sent_to="sökandena"),
    Matter("Internkontrollmoment: Attest", ItemKind.INTERNAL_CONTROL, background="Kontrollen visar inga avvikelser.",
           annexes_note="inkommer vid mötet"),
    Matter("Internkontrollmoment: Uppföljning av individriktade insatser", ItemKind.INTERNAL_CONTROL,
           background="Kontrollen visar inga avvikelser.", annexes_note="inkommer vid mötet"),
    Matter("Handlingsplan SOFINT", ItemKind.REPORT, background="Förbundschefen redovisar läget i handlingsplanen.",
           annexes=("Handlingsplan",)),
    _noted("Förbundschef informerar", ItemKind.INFORMATION,
           "- Lagrådsremiss om distansdeltagande i styrelsemöten, bilaga 11.\n"
           "- Slutrapport Förstudie – Samverkan samordningsförbunden i östra Mellansverige, bilaga 12.\n"
           "- Statlig medelstilldelning 2022, 1 993 000 kr, bilaga 13.\n"
           "- Interaktiv utbildning för styrelseledamöter; förbundschefen skickar länken.\n"
           "- Region Örebro läns utredning om samordning, uppföljning och analys (arbetsmaterial), bilaga 14. Målet är "
           "lättöverskådliga och jämförbara årsredovisningar.\n"
           "- Förbundschefens kontrakt: förnyelse diskuteras i februari, beslut i april.",
           annexes=("Remiss till Lagrådet", "Slutrapport förstudie", "Medelstilldelning 2022",
                    "Uppföljande utredning (arbetsmaterial)"), annexes_apart=True),
    _noted("Övriga frågor", ItemKind.OTHER),
    _noted("Nästa styrelsesammanträde", ItemKind.NEXT_MEETING,
           "Nästa sammanträde är den 18 februari 2022 kl. 9.00–12.00. Förbundschefen hittar en lokal."),
)  # fmt: skip
