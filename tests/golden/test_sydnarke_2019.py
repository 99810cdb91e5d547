"""Sydnärke's annual report for 2019: every table it printed, told by the figures from the rows behind it (R14, R35)."""

from collections.abc import Callable
from pathlib import Path

import pytest
from printed import Printed, known_errors, read, said_like

from finsam.figures.book import Book
from finsam.figures.registry import figure_named
from finsam.kernel.periods import Period

FOLDER = Path(__file__).parent / "sydnarke-2019"
ERRORS = known_errors(FOLDER)

YEARS = {"amount_2019": "now", "amount_2018": "before"}
DAYS = {"amount_2019_12_31": "now", "amount_2018_12_31": "before"}
PLACES = {"Vistelsekommun i Sydnärke": "protected", "Summa": "total"}
TOTAL = {"TOTALT": "total"}
INFLOW = {"remaining_from_2018": "kept", "new_2019": "new"}
OUTFLOW = {"ended_2019": "ended", "of_which_step_forward": "steps"}
SEX = {"men": ("man", "count"), "women": ("woman", "count"), "total": ("total", "count")}
TEAMS = {
    "mt": "mottagningsteam",
    "mt_vaxa": "mottagningsteam_vaxa",
    "ct": "coachingteam",
    "ct_vaxa": "coachingteam_vaxa",
}

MONEY = [
    Printed("income_statement", "money.income_statement", YEARS, dashes=True),
    Printed(
        "balance_sheet",
        "money.balance_sheet",
        DAYS,
        {"Anläggningstillgång": "fixed_assets"},
        {"Ansvarsförbindelser": "stand outside the balance sheet, and there are none"},
        dashes=True,
    ),
    Printed(
        "cash_flow",
        "money.cash_flow",
        YEARS,
        {
            "Justering för ej likviditetspåverkande poster": "adjustment",
            "Ökning/minskning kortfristiga fordringar": "receivables",
            "Ökning/minskning kortfristiga skulder": "liabilities",
            "Kassaflöde för den löpande verksamheten": "operating",
        },
        dashes=True,
    ),
    Printed("note_1_income", "money.note@1", YEARS),
    Printed("note_2_receivables", "money.note@2", DAYS),
    Printed("note_3_short_term_liabilities", "money.note@3", DAYS, dashes=True),
    Printed("contributions", "money.contributions", YEARS),
    Printed(
        "budget_vs_outcome",
        "money.budget_outcome",
        {"budget_2019": "budget", "outcome_2019": "outcome", "difference": "deviation"},
        {"Totalt": "costs"},
        dashes=True,
    ),
    Printed(
        "operating_account",
        "money.operating_account",
        {"outcome_2019": "outcome", "budget_2019": "budget", "deviation": "deviation", "full_year_2018": "before"},
        {"Bidrag/intäkt": "income"},
    ),
    Printed(
        "missions_budget",
        "money.missions",
        {"budget_2019": "budget", "outcome_2019": "outcome"},
        {"1": "1", "2": "2"},
    ),
    Printed(
        "cost_distribution",
        "money.cost_split",
        {"published_percent": "share"},
        {"Administration": "administration"},
    ),
]
STATISTICS = [
    Printed(
        "intervention_participants",
        "participants.against_target",
        {"budgeted_participants": "target", "outcome_participants": "outcome"},
        TOTAL,
    ),
    Printed(
        "structural_participants",
        "participants.structural",
        {"budgeted_participants": "target", "outcome_participants": "outcome"},
        TOTAL,
    ),
    Printed("by_sex", "participants.by_sex", {"women": "woman", "men": "man", "total": "total"}, TOTAL),
    Printed(
        "by_municipality",
        "participants.by_municipality",
        {
            "askersund": "Askersund",
            "hallsberg": "Hallsberg",
            "kumla": "Kumla",
            "laxa": "Laxå",
            "protected_identity": "protected",
            "total": "total",
        },
        TOTAL,
        {"TOTALT procent": "the percentages of municipality_share_text over again"},
    ),
    Printed("municipality_share_text", "participants.municipality_share", {"percent_2019": "share"}),
    Printed(
        "registration_kinds",
        "participants.by_kind",
        {"count": "count"},
        {
            "registrerade med personuppgifter i SUS": "personal",
            "anonyma (skyddad identitet)": "anonymous",
            "volymregistrerade (utan personuppgifter)": "volume",
        },
    ),
    Printed(
        "exit_outcomes",
        "participants.exits",
        {"count": "count", "published_percent": "share"},
        {
            "arbete, studier eller arbetssökande": "work_study_jobseeking",
            "fortsatt rehabilitering": "continued_rehabilitation",
            "allvarligt försämrat hälsoläge (sjuka)": "sick",
            "övrigt (föräldraledighet, flytt och utan mätning)": "other",
            "Totalt utskrivna": "classified",
        },
    ),
    Printed("mt_inflow", "participants.inflow@mottagningsteam", INFLOW, PLACES),
    Printed("ct_inflow", "participants.inflow@coachingteam", INFLOW, PLACES),
    Printed(
        "mt_outflow",
        "participants.outflow@mottagningsteam",
        OUTFLOW | {"of_which_granted_activity_or_sickness_benefit": "granted"},
        PLACES,
    ),
    *(
        Printed(f"{team}_outflow", f"participants.outflow@{TEAMS[team]}", OUTFLOW, PLACES)
        for team in ("mt_vaxa", "ct", "ct_vaxa")
    ),
    Printed("mt_vaxa_residence", "participants.residence@mottagningsteam_vaxa", {"participants": "count"}, PLACES),
    *(
        Printed(
            f"{team}_residence",
            f"participants.residence@{TEAMS[team]}",
            {"participants": "count", "percent": "share"},
            PLACES,
        )
        for team in ("ct", "ct_vaxa")
    ),
    *(Printed(f"{team}_sex", f"participants.sex@{TEAMS[team]}", SEX) for team in ("mt_vaxa", "ct", "ct_vaxa")),
    *(Printed(f"{team}_referrers", f"participants.referrers@{key}", {"count": "count"}) for team, key in TEAMS.items()),
    *(Printed(f"{team}_results", f"participants.results@{key}", {"count": "count"}) for team, key in TEAMS.items()),
]


@pytest.fixture
def book(open_book: Callable[..., Book]) -> Book:
    return open_book("sydnarke", Period.year(2019))


@pytest.mark.parametrize("printed", [*MONEY, *STATISTICS], ids=lambda printed: printed.file)
def test_every_cell_says_what_was_printed_but_for_the_known_errors(printed: Printed, book: Book) -> None:
    assert printed.differences(book, FOLDER) == ERRORS.get(printed.file, {})


def test_every_published_table_is_compared() -> None:
    compared = {printed.file for printed in (*MONEY, *STATISTICS)}
    assert compared | {"said", "known_errors"} == {path.stem for path in FOLDER.glob("*.csv")}


@pytest.mark.parametrize("line", read(FOLDER / "said.csv"), ids=lambda line: line["what"])
def test_the_running_text_says_what_the_figures_say_but_for_the_known_errors(line: dict[str, str], book: Book) -> None:
    table = book.table(line["figure"])
    column = next(column for column in table.columns if column.key == line["column"])
    unit = column.unit or figure_named(line["figure"]).unit
    said = said_like(line["printed"], table.cell(line["row"], line["column"]), unit)
    _, expected = ERRORS["said"].get((line["what"], "printed"), (line["printed"], line["printed"]))
    assert said == expected


@pytest.mark.parametrize("team", TEAMS)
def test_the_results_that_were_steps_forward_are_marked_so(team: str, book: Book) -> None:
    printed = {
        (line["result"], line["part"]): line["counts_as_step_forward"] for line in read(FOLDER / f"{team}_results.csv")
    }
    marked, above = {}, ""
    for row in book.table(f"participants.results@{TEAMS[team]}").rows:
        above = above if row.kind == "part" else row.label
        marked[above, row.label if row.kind == "part" else ""] = "yes" if row.remark == "steg framåt" else "no"
    assert {place: marked[place] for place in printed} == printed


@pytest.mark.parametrize(
    ("group", "part", "percent"),
    [
        (line["referrer"], line["part"], line["percent"])
        for line in read(FOLDER / "ct_referrers.csv")
        if line["percent"]
    ],
)
def test_the_shares_of_those_who_referred_are_those_printed(group: str, part: str, percent: str, book: Book) -> None:
    table = book.table("participants.referrers@coachingteam")
    key = next(row.key for row in table.rows if row.label == (part or group) and row.kind == "item")
    assert said_like(percent, table.cell(key, "share"), figure_named("participants.work_share").unit) == percent


@pytest.mark.parametrize(
    ("figure", "row", "column", "said"),
    [
        ("participants.total", "", "", "430"),
        ("participants.sex_share", "woman", "count", "160"),
        ("participants.sex_share", "man", "count", "107"),
        ("participants.exits", "classified", "count", "189"),
        ("participants.exits", "work_study_jobseeking", "count", "45"),
        ("participants.work_share", "", "", "23.8"),
        ("money.cost_per_participant", "mottagning", "each", "3518"),
        ("money.cost_per_participant", "coachning", "each", "24431"),
        ("participants.structural_cost", "rehabmassan", "per_head", "483"),
        ("participants.structural_cost", "behovsinventering", "per_head", "2435"),
        ("money.equity_of_contributions", "", "", "21.3"),
        ("money.equity_of_income", "", "", "18.6"),
        ("money.administration_share", "", "", "23.4"),
        ("money.cost_split", "individual", "share", "74.3"),
        ("money.cost_split", "structural", "share", "2.3"),
        ("money.cost_split", "administration", "share", "23.4"),
        ("money.cost_split", "total", "share", "100.0"),
        ("surveys.response_rate@Coachingteam", "", "", "62"),
    ],
)
def test_the_key_numbers_are_those_of_the_rules(figure: str, row: str, column: str, said: str, book: Book) -> None:
    """R5, R6, R14, R35, R36b: the numbers worked out by hand from the published sums."""
    table = book.table(figure)
    unit = next(c.unit for c in table.columns if c.key == column) or figure_named(figure).unit
    assert said_like(said, table.cell(row, column), unit) == said
