"""Open grants written out: field names as in the 360Giving standard where they fit (docs/open-data.md)."""

from collections.abc import Callable, Sequence

from finsam.figures.files import label_cell
from finsam.funding.queries.open_data import LICENCE, LICENCE_URL, OpenData, OpenGrant, OpenRejection

Absolute = Callable[[str], str]
"""Makes an address of this installation whole, for a reader somewhere else."""

FIELDS = (
    ("Identifier", "Beviljandets nummer: givarens organisationsnummer och diarienumret"),
    ("Title", "Vad ansökan heter"),
    ("Description", "Inriktning och insats"),
    ("Currency", "Alltid SEK"),
    ("Amount Awarded", "Beviljat, alla år tillsammans, i kronor"),
    ("Amounts By Year", "Beviljat för varje år: 2022: 2333000"),
    ("Award Date", "Dagen för beslutet"),
    ("Planned Dates:Start Date", "Avtalet gäller från; tomt utan avtal"),
    ("Planned Dates:End Date", "Avtalet gäller till"),
    ("Recipient Org:Name", "Organisationen som får medlen"),
    ("Recipient Org:Company Number", "Dess organisationsnummer; tomt om det kan vara en persons"),
    ("Funding Org:Name", "Samordningsförbundet"),
    ("Funding Org:Company Number", "Förbundets organisationsnummer"),
    ("Grant Programme:Title", "Individinriktad eller strukturövergripande"),
    ("Parties", "Kommuner och andra parter som är med, med semikolon emellan"),
    ("Decision:Paragraph", "Paragrafen i protokollet"),
    ("Decision:Meeting", "Mötet"),
    ("Diary Number", "Ärendets nummer i diariet"),
    ("Data Source", "Protokollet, när det är anslaget"),
)
"""The columns of the CSV file, and what is in them."""


def kronor_of(ore: int) -> int | float:
    """Return öre as kronor: whole where they are whole."""
    return ore // 100 if ore % 100 == 0 else ore / 100


def csv_table(data: OpenData, absolute: Absolute) -> list[list[str]]:
    """Return the rows of the CSV file, the head first."""
    return [[name for name, _ in FIELDS], *(_row(data, one, absolute) for one in data.grants)]


def _row(data: OpenData, one: OpenGrant, absolute: Absolute) -> list[str]:
    by_year = "; ".join(f"{year}: {_with_comma(ore)}" for year, ore in one.amounts)
    words = [
        one.identifier, one.title, one.description, "SEK", _with_comma(one.total_ore), by_year,
        one.decided_on.isoformat(), _day(one.agreement_from), _day(one.agreement_to), one.recipient,
        one.recipient_number, data.giver, data.giver_number, one.direction, "; ".join(one.parties),
        str(one.paragraph or ""), one.meeting, one.diary_number, absolute(one.source_url) if one.source_url else "",
    ]  # fmt: skip
    return [label_cell(word) for word in words]


def _with_comma(ore: int) -> str:
    return str(kronor_of(ore)).replace(".", ",")


def _day(day: object) -> str:
    return str(day) if day else ""


def json_data(data: OpenData, absolute: Absolute) -> dict[str, object]:
    """Return the content of the JSON file."""
    return {
        "license": LICENCE_URL,
        "licenseName": LICENCE,
        "publisher": {"name": data.giver, "companyNumber": data.giver_number},
        "dateModified": _day(data.updated_on) or None,
        "grants": [_as_json(data, one, absolute) for one in data.grants],
        "rejected": [_rejected(one, absolute) for one in data.rejections],
    }


def _as_json(data: OpenData, one: OpenGrant, absolute: Absolute) -> dict[str, object]:
    dates = {"startDate": _day(one.agreement_from), "endDate": _day(one.agreement_to)}
    return {
        "id": one.identifier,
        "title": one.title,
        "description": one.description,
        "currency": "SEK",
        "amountAwarded": kronor_of(one.total_ore),
        "amountsByYear": [{"year": year, "amount": kronor_of(ore)} for year, ore in one.amounts],
        "awardDate": one.decided_on.isoformat(),
        "plannedDates": [dates] if one.agreement_from else [],
        "recipientOrganization": _organisation(one.recipient, one.recipient_number),
        "fundingOrganization": _organisation(data.giver, data.giver_number),
        "grantProgramme": [{"title": one.direction}],
        "intervention": one.intervention,
        "parties": list(one.parties),
        "decision": {"paragraph": one.paragraph, "meeting": one.meeting, "diaryNumber": one.diary_number},
        "dataSource": absolute(one.source_url) if one.source_url else None,
    }


def _organisation(name: str, number: str) -> Sequence[dict[str, str]]:
    return [{"name": name, **({"id": f"SE-{number}", "companyNumber": number} if number else {})}]


def _rejected(one: OpenRejection, absolute: Absolute) -> dict[str, object]:
    return {
        "diaryNumber": one.diary_number,
        "title": one.title,
        "decisionDate": one.decided_on.isoformat(),
        "decision": {"paragraph": one.paragraph},
        "dataSource": absolute(one.source_url) if one.source_url else None,
    }
