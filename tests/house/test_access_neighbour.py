"""The neighbour: an association in the same database whose words and figures nobody else may see."""

import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from django.http import HttpResponse
from django.test import Client
from journeys.addresses import INSIDE, Address, Reach
from world import BUNDLES, Seated, SignedIn

from finsam.core.models import Association, SeatRole

NEIGHBOURS_WORDS = ("Grannlandet", "Ödeby", "Älvby", "Bryggan", "Påhittat")
NEIGHBOURS_PATHS = (
    "",
    "forbundet/",
    "insatser/",
    "pengar/?ar=2022",
    "deltagare/?ar=2022",
    "rapporter/arsredovisning-2022/",
)
GUESSED = (  # addresses of Sydnärke that name what is the neighbour's
    "insatser/bryggan/",
    "pengar/?ar=2022",
    "deltagare/?ar=2022",
    "tal/money.costs/2022/",
    "tal/money.income_statement/2022.csv",
    "tal/participants.inflow@bryggan/2022/",
    "tal/participants.against_target/2022/?rad=bryggan&kolumn=outcome",
    "rapporter/arsredovisning-2022/",
)


def said(answer: HttpResponse) -> str:
    """All words of an answer, whatever kind of file it is, spaces of every kind made plain."""
    kind = answer["Content-Type"]
    if kind == "application/zip":
        with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
            text = "\n".join(f"{name}\n{archive.read(name).decode(errors='replace')}" for name in archive.namelist())
    elif kind == "application/pdf":
        document = pypdfium2.PdfDocument(answer.content)
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
        document.close()
    elif "spreadsheetml" in kind:
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        text = "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    else:
        text = answer.content.decode(errors="replace")  # a SIE file has a set of its own
    return re.sub(r"[\s\u00a0\u2009\u202f]+", " ", text.replace("&nbsp;", " "))


def telling_figures(text: str) -> set[str]:
    """Numbers of five digits or more that are no round sum: those that two associations hardly share by chance."""
    words = re.sub(r"<[^>]*>", "|", text)  # not the coordinates of drawings
    found = {number.replace(" ", "") for number in re.findall(r"(?<![\d.-])\d{1,3}(?: \d{3})+(?![\d-])", words)}
    return {number for number in found if len(number) >= 5 and not number.endswith("000")}


def written_in(folder: Path) -> str:
    """All text of a bundle."""
    return "\n".join(
        file.read_text(encoding="cp437" if file.suffix in {".se", ".si"} else "utf-8")
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix != ".pdf"
    )


def leaks(texts: Iterable[tuple[str, str]], figures: set[str]) -> list[str]:
    """Every word and figure of the neighbour that stands in one of the named texts."""
    return [
        f"{name}: {word}"
        for name, text in texts
        for word in [*(w for w in NEIGHBOURS_WORDS if w in text), *sorted(telling_figures(text) & figures)]
    ]


@pytest.fixture
def neighbours_figures(signed_in: SignedIn, neighbour: Association) -> set[str]:
    """What the neighbour's own pages show, and with that the proof that they would be seen."""
    browser = signed_in(neighbour, SeatRole.VICE_CHAIR)
    shown = " ".join(said(browser.get(f"/{neighbour.slug}/{path_}")) for path_ in NEIGHBOURS_PATHS)
    assert [word for word in NEIGHBOURS_WORDS if word not in shown] == []
    figures = telling_figures(shown)
    assert len(figures) > 10
    return figures


def test_the_words_watched_for_are_the_neighbours_alone() -> None:
    ours = written_in(BUNDLES["sydnarke"]) + written_in(BUNDLES["sofint"])
    assert [word for word in NEIGHBOURS_WORDS if word in ours] == []


def test_no_page_or_file_of_sydnarke_shows_anything_of_the_neighbour(
    signed_in: SignedIn, sydnarke: Association, neighbours_figures: set[str]
) -> None:
    director = signed_in(sydnarke, SeatRole.DIRECTOR)
    director.raise_request_exception = False
    answers = [
        (str(address), director.get(address.path))
        for address in INSIDE
        if address.reach not in {Reach.SITTERS, Reach.OWNERS}
    ]
    assert [name for name, answer in answers if answer.status_code != 200] == []
    assert leaks([(name, said(answer)) for name, answer in answers], neighbours_figures) == []


def test_guessing_at_what_the_neighbour_has_shows_nothing_of_it(
    signed_in: SignedIn, sydnarke: Association, neighbours_figures: set[str]
) -> None:
    browser = signed_in(sydnarke, SeatRole.DIRECTOR)
    answers = [(path_, browser.get(f"/sydnarke/{path_}")) for path_ in GUESSED]
    assert [path_ for path_, answer in answers if answer.status_code not in {200, 404}] == []
    assert leaks([(path_, said(answer).replace(path_, "")) for path_, answer in answers], neighbours_figures) == []


def test_a_person_with_seats_in_two_associations_sees_of_the_other_only_its_name_in_the_menu(
    seated: Seated, sydnarke: Association, neighbour: Association, client: Client, neighbours_figures: set[str]
) -> None:
    person = seated(sydnarke, SeatRole.DIRECTOR)
    seated(neighbour, SeatRole.DIRECTOR)
    client.force_login(person)
    texts = [(path_, said(client.get(f"/sydnarke/{path_}"))) for path_ in ("", "pengar/", "deltagare/", "insatser/")]
    assert {leak.rpartition(": ")[2] for leak in leaks(texts, neighbours_figures)} <= {"Grannlandet"}


def test_an_association_that_is_not_yours_answers_as_one_that_does_not_exist(
    signed_in: SignedIn, sydnarke: Association, neighbour: Association
) -> None:
    director = signed_in(sydnarke, SeatRole.DIRECTOR)

    def told(address: Address, slug: str) -> str:
        answer = director.get(address.path.replace("sydnarke", slug, 1))
        assert answer.status_code == 404
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", said(answer)).replace(slug, "")

    different = [str(a) for a in INSIDE if told(a, neighbour.slug) != told(a, "finns-inte")]
    assert different == [], told(INSIDE[0], neighbour.slug)[:400]
