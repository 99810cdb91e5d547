"""The economic report: its answer, sent to a meeting in one step and again when it has changed; texts and refusals."""

import json

import pytest
from meeting_world import COMING
from world import OpenBook, SignedIn

from finsam.cases.models import Document
from finsam.core.models import Association, SeatRole
from finsam.core.tenancy import within
from finsam.kernel.periods import Period
from finsam.meetings.models import Annex, Item, Meeting
from finsam.reports.actions.writing import forget_texts
from finsam.reports.editions import Edition, edition_in, parse_edition
from finsam.reports.models import Report, ReportKind, SentReport
from finsam.reports.queries.composed import composed_report, shipped_outline
from finsam.reports.rules.standing import standing_words

ECONOMIC = ReportKind.ECONOMIC_REPORT
PAGE = "/sydnarke/rapporter/ekonomisk-rapport/2019-10/"
SEND = "/sydnarke/rapporter/ekonomisk-rapport-2019-10/skicka/"
TEXT = "/sydnarke/rapporter/ekonomisk-rapport-2019-10/text/"


@pytest.mark.parametrize(
    ("kind", "name", "title"),
    [
        (ReportKind.ANNUAL_REPORT, "2019", "Årsredovisning 2019"),
        (ReportKind.ANNUAL_ACCOUNTS, "2019", "Årsbokslut 2019"),
        (ReportKind.HALF_YEAR_ACCOUNTS, "2025", "Delårsbokslut januari–augusti 2025"),
        (ReportKind.HALF_YEAR_ACCOUNTS, "2025-06", "Delårsbokslut januari–juni 2025"),
        (ECONOMIC, "2025-10", "Ekonomisk rapport januari–oktober 2025"),
        (ECONOMIC, "2025-01", "Ekonomisk rapport januari 2025"),
    ],
)
def test_a_period_has_one_name_in_addresses_and_bundles(kind: ReportKind, name: str, title: str) -> None:
    edition = parse_edition(kind, name)
    assert (edition.name, edition.title) == (name, title)
    assert edition_in(edition.file) == edition
    assert edition.file == f"reports/{kind.value}-{name}.md"


@pytest.mark.parametrize(
    ("kind", "name"),
    [(ECONOMIC, "2025"), (ECONOMIC, "2025-13"), (ReportKind.HALF_YEAR_ACCOUNTS, "2025-05"),
     (ReportKind.HALF_YEAR_ACCOUNTS, "2025-09"), (ReportKind.ANNUAL_REPORT, "2025-10"), (ECONOMIC, "1500-01")],
)  # fmt: skip
def test_a_period_that_a_report_cannot_have_is_told(kind: ReportKind, name: str) -> None:
    with pytest.raises(ValueError, match="ingen period"):
        parse_edition(kind, name)


def test_annual_accounts_tell_what_was_published(open_book: OpenBook, sydnarke: Association) -> None:
    open_book("sydnarke", Period.year(2019))
    composed = composed_report(sydnarke, Edition(ReportKind.ANNUAL_ACCOUNTS, 2019))
    cells = {
        (name, row, column): composed.book.cell(name, row, column).value
        for name, row, column in (
            ("money.income_statement", "result", "now"), ("money.balance_sheet", "assets", "now"),
            ("money.cash_flow", "flow", "now"), ("money.cash_flow", "cash_closing", "now"),
        )
    }  # fmt: skip
    assert [round(int(value or 0) / 100) for value in cells.values()] == [323481, 2669645, -11087, 1805474]
    assert {"money.income_statement", "money.balance_sheet", "money.cash_flow"} <= set(composed.figure_names)


@pytest.mark.parametrize("kind", ReportKind)
def test_every_shipped_outline_composes_for_any_association(
    kind: ReportKind, open_book: OpenBook, neighbour: Association
) -> None:
    open_book("grannforbundet", 2024)
    month = 8 if kind is ReportKind.HALF_YEAR_ACCOUNTS else 12
    composed = composed_report(neighbour, Edition(kind, 2024, month))
    assert composed.chapters
    assert composed.typed == []


def test_the_report_is_an_annex_of_the_nearest_meeting_in_one_step(signed_in: SignedIn, sydnarke: Association) -> None:
    economist = signed_in(sydnarke, SeatRole.ECONOMIST)
    with within(sydnarke):
        meeting = Meeting.objects.get(held_on=COMING)
    assert f'<option value="{meeting.pk}"' in economist.get(PAGE).content.decode()
    answer = economist.post(SEND, {"meeting": meeting.pk}, follow=True)
    assert "Rapporten är bilaga till punkten ”Ekonomisk rapport”." in answer.content.decode()
    with within(sydnarke):
        item = Item.objects.get(meeting=meeting, title="Ekonomisk rapport")
        annex = Annex.objects.select_related("document__case").get(item=item)
    assert (item.kind, item.proposal) == ("report", "lägga rapporten till handlingarna")
    assert item.case_id == annex.document.case_id
    assert annex.document.case.title == "Ekonomiska rapporter 2019"
    assert annex.document.title == "Ekonomisk rapport januari–oktober 2019"


def test_sent_again_it_is_refused_unchanged_and_a_new_version_changed(
    signed_in: SignedIn, sydnarke: Association
) -> None:
    director = signed_in(sydnarke, SeatRole.DIRECTOR)
    with within(sydnarke):
        meeting = Meeting.objects.get(held_on=COMING)
    director.post(SEND, {"meeting": meeting.pk})
    again = director.post(SEND, {"meeting": meeting.pk})
    assert again.status_code == 422
    assert "inget har ändrats sedan dess" in again.content.decode()
    text = shipped_outline(ECONOMIC).replace("# Förslag", "# Övrigt {-}\n\nInget.\n\n# Förslag")
    assert director.post(TEXT, {"text": text, "revision": 0}).status_code == 302
    answer = director.post(SEND, {"meeting": meeting.pk}, follow=True)
    assert "Version 2 av rapporten är bilaga" in answer.content.decode()
    with within(sydnarke):
        titles = Document.objects.filter(case__title="Ekonomiska rapporter 2019").values_list("title", flat=True)
        assert sorted(titles)[1].endswith("version 2")
        assert Item.objects.filter(meeting=meeting, title="Ekonomisk rapport").count() == 1
        forget_texts(sydnarke)  # what has been sent stays when a bundle is loaded again
        assert SentReport.objects.filter(report__year=2019).count() == 2


def test_a_meeting_that_has_been_is_no_choice(signed_in: SignedIn, sydnarke: Association) -> None:
    director = signed_in(sydnarke, SeatRole.DIRECTOR)
    with within(sydnarke):
        held = Meeting.objects.exclude(held_on=COMING).first()
    assert director.post(SEND, {"meeting": held.pk}).status_code == 422
    assert director.post(SEND, {"meeting": "x"}).status_code == 422
    with within(sydnarke):
        assert not SentReport.objects.exists()


@pytest.mark.parametrize("role", [SeatRole.MEMBER, SeatRole.AUDITOR])
def test_only_who_writes_reports_sends_begins_or_writes_them(
    role: SeatRole, signed_in: SignedIn, sydnarke: Association
) -> None:
    reader = signed_in(sydnarke, role)
    begun = {"kind": "economic-report", "year": 2019, "month": 3}
    for address, sent in ((SEND, {"to": "En kommun"}), (TEXT, {"text": "# A"}), ("/sydnarke/rapporter/", begun)):
        assert reader.post(address, sent).status_code == 403
    assert "Skicka till mötet" not in reader.get(PAGE).content.decode()


def test_an_unknown_name_is_told_with_its_line_and_nothing_typed_is_lost(
    signed_in: SignedIn, sydnarke: Association
) -> None:
    director = signed_in(sydnarke, SeatRole.DIRECTOR)
    answer = director.post(TEXT, {"text": "# Läget\n\nResultat {{money.resultat}} i {{månaden}}.", "revision": 0})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "rad 3: Det finns inget tal som heter money.resultat" in page
    assert "rad 3: Det finns inget som heter månaden" in page
    assert "Resultat {{money.resultat}}" in page


def test_two_who_write_the_same_text_never_overwrite_each_other(signed_in: SignedIn, sydnarke: Association) -> None:
    director = signed_in(sydnarke, SeatRole.DIRECTOR)
    assert director.post(TEXT, {"text": "# Ett", "revision": 0}).status_code == 302
    late = director.post(TEXT, {"text": "# Två", "revision": 0})
    assert late.status_code == 422
    assert "Någon annan har sparat texten" in late.content.decode()
    with within(sydnarke):
        assert Report.objects.get(kind=ECONOMIC, year=2019).text == "# Ett\n"


def test_a_text_like_the_outline_is_not_kept(signed_in: SignedIn, sydnarke: Association) -> None:
    director = signed_in(sydnarke, SeatRole.DIRECTOR)
    director.post(TEXT, {"text": shipped_outline(ECONOMIC).replace("\n", "\r\n"), "revision": 0})
    with within(sydnarke):
        assert Report.objects.get(kind=ECONOMIC, year=2019).text == ""


def test_a_report_is_begun_from_the_list(signed_in: SignedIn, sydnarke: Association) -> None:
    director = signed_in(sydnarke, SeatRole.DIRECTOR)
    begun = director.post("/sydnarke/rapporter/", {"kind": "economic-report", "year": 2019, "month": 10})
    assert begun["Location"] == PAGE
    assert "Ekonomisk rapport januari–oktober 2019" in director.get("/sydnarke/rapporter/").content.decode()
    refused = director.post("/sydnarke/rapporter/", {"kind": "half-year-accounts", "year": 2019, "month": 10})
    assert refused.status_code == 422
    assert "Ett delårsbokslut slutar med juni, juli eller augusti." in refused.content.decode()


def test_sent_before_the_decision_it_says_so(signed_in: SignedIn, sydnarke: Association) -> None:
    director = signed_in(sydnarke, SeatRole.DIRECTOR)
    address = "/sydnarke/rapporter/delarsbokslut-2019"
    sent = {"to": "Region Örebro län", "sent_on": "2019-09-20"}
    assert director.post(f"{address}/skicka/", sent).status_code == 302
    said = "Ej fastställd. Skickad till Region Örebro län 20 september 2019."
    page = director.get(f"{address}/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert said in page
    with within(sydnarke):
        document = Document.objects.get(counterpart="Region Örebro län")
    assert (document.direction, str(document.dated_on)) == ("outgoing", "2019-09-20")
    for wrong in ({"to": "", "sent_on": "2019-09-20"}, {"to": "Region", "sent_on": "2999-01-01"}):
        assert director.post(f"{address}/skicka/", wrong).status_code == 422


def test_what_is_not_signed_is_never_marked_as_not_adopted() -> None:
    assert standing_words(is_signed=False, sent=[("Styrelsen", Period.year(2019).end)]) == ""
    assert standing_words(is_signed=True, sent=[]) == ""


def test_the_data_file_tells_the_figures(signed_in: SignedIn, sydnarke: Association) -> None:
    director = signed_in(sydnarke, SeatRole.DIRECTOR)
    data = json.loads(director.get("/sydnarke/rapporter/ekonomisk-rapport-2019-10.json").content)
    assert data["period"] == "2019-01-01--2019-10-31"
    assert "money.follow_up" in {figure["name"] for figure in data["figures"]}
