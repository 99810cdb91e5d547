"""Follow-up reports: opened, written by two, sent, returned, approved; versions, reminders, pages."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from pdf_reading import Read
from world import Seated, SignedIn

from finsam.cases.models import Document
from finsam.core.models import Association, Mail, Person, SeatRole
from finsam.core.rules.permissions import ROLES
from finsam.core.tenancy import within
from finsam.figures.book import Book
from finsam.funding.actions.progress import mark_of, open_reports, save_draft, sections_in, send_report
from finsam.funding.actions.progress_office import approve_report, return_report
from finsam.funding.actions.progress_reminders import remind_writers
from finsam.funding.actions.report_template import save_template
from finsam.funding.models import (
    Agreement,
    ProgressReport,
    ProgressState,
    ProgressVersion,
    ReportingDate,
    ReportTemplate,
    Writer,
)
from finsam.funding.queries.owner_reports import report_rows
from finsam.funding.queries.progress_reports import intervention_of, reports_of
from finsam.funding.queries.report_acts import report_acts
from finsam.funding.rules.report_text import SHIPPED, Section
from finsam.interventions.models import Intervention
from finsam.kernel.faults import BadInput
from finsam.kernel.periods import Period
from finsam.participants.models import Registration
from finsam.reports.sheets import intervention_sheet

TODAY = date(2019, 10, 15)
PATH = "/sydnarke/projektagare/prov-granted/uppfoljning"
LATEST = {"handelser": "Teamet blev fulltaligt.", "avvikelser": "Inga.", "jamstalldhet": "Fler kvinnor än män."}


@pytest.fixture
def office(sydnarke: Association, seated: Seated) -> Iterator[Person]:
    """The director, within the association, whose first agreement asks for reports on 2019."""
    person = seated(sydnarke, SeatRole.DIRECTOR)
    with within(sydnarke):
        for row, (first, last) in zip(ReportingDate.objects.order_by("pk"), ((4, 30), (7, 30)), strict=True):
            row.period_from, row.period_to = date(2019, first, 1), date(2019, first + 2, last)
            row.due_on = date(2019, first + 3, 20)
            row.save()
        Agreement.objects.update(starts_on=date(2019, 1, 1), signed_on=date(2018, 12, 1), ends_on=date(2019, 12, 31))
        yield person


@pytest.fixture
def writer(office: Person, sydnarke: Association) -> Writer:
    return Writer.objects.select_related("application").get(association=sydnarke, key="prov-granted")


@pytest.fixture
def draft(office: Person, sydnarke: Association) -> ProgressReport:
    return reports_of(sydnarke).get(state=ProgressState.DRAFT)


@pytest.fixture
def short(draft: ProgressReport) -> ProgressReport:
    """The draft in a template of one section, `vad`."""
    draft.template = ReportTemplate.objects.get()
    draft.save()
    return draft


def write(report: ProgressReport, writer: Writer, **texts: str) -> list[str]:
    base = {key: mark_of(report.texts.get(key, "")) for key in texts}
    return save_draft(association=report.association, by=writer, report=report, texts=texts, base=base).clashing


def sent(report: ProgressReport, writer: Writer, **other: str) -> ProgressVersion:
    """The report with something in every section, sent."""
    texts = {one.key: f"Om {one.title.lower()}." for one in sections_in(report)} | LATEST | other
    report.refresh_from_db()
    write(report, writer, **texts)
    return send_report(association=report.association, by=writer, report=report, today=TODAY)


# opened


def test_a_report_stands_for_each_date_of_the_agreement_in_force_and_once(
    office: Person, sydnarke: Association
) -> None:
    agreement = Agreement.objects.get(state="signed")
    ReportingDate.objects.create(
        association=sydnarke, agreement=agreement, kind="final", period_from=date(2019, 1, 1),
        period_to=date(2019, 12, 31), due_on=date(2020, 2, 1),
    )  # fmt: skip
    assert [open_reports(sydnarke, TODAY), open_reports(sydnarke, TODAY)] == [1, 0]
    opened = ProgressReport.objects.get(asked__kind="final")
    assert opened.template == ReportTemplate.objects.first()


def test_an_amendment_takes_the_reports_with_it_and_leaves_no_empty_ones(office: Person, sydnarke: Association) -> None:
    old = Agreement.objects.get(state="signed")
    new = Agreement.objects.create(
        association=sydnarke, grant=old.grant, number=3, state="signed", signed_on=TODAY, text="Tillägg",
        counterpart=old.counterpart, starts_on=old.starts_on, ends_on=old.ends_on,
    )  # fmt: skip
    first = old.reporting_dates.first()
    assert first
    kept = ReportingDate.objects.create(
        association=sydnarke, agreement=new, kind=first.kind, period_from=first.period_from, period_to=first.period_to,
        due_on=first.due_on,
    )  # fmt: skip
    Agreement.objects.filter(pk=old.pk).update(state="replaced")
    assert open_reports(sydnarke, TODAY) == 0
    report = ProgressReport.objects.get()  # the second, of which nothing was written, is gone
    assert (report.asked, report.state) == (kept, ProgressState.SENT)


# written


def test_a_draft_is_kept_whoever_writes_and_the_second_is_shown_both(draft: ProgressReport, writer: Writer) -> None:
    assert write(draft, writer, handelser="Första", avvikelser="Inga") == []
    stale = save_draft(
        association=draft.association, by=writer, report=draft, texts={"handelser": "Andra", "framat": "Mer"},
        base={"handelser": mark_of(""), "framat": mark_of("")},
    )  # fmt: skip
    assert stale.clashing == ["handelser"]
    assert stale.report.texts["handelser"] == "Första"
    assert stale.report.texts["framat"] == "Mer"
    assert stale.report.revision == 2


def test_an_identity_number_is_refused_and_nothing_saved(draft: ProgressReport, writer: Writer) -> None:
    with pytest.raises(BadInput) as refused:
        write(draft, writer, handelser="Hen, 19121212-1212, kom.", avvikelser="Inga")
    assert [fault.file for fault in refused.value.faults] == ["handelser"]
    draft.refresh_from_db()
    assert draft.texts == {}


def test_what_must_be_written_is_named(draft: ProgressReport, writer: Writer) -> None:
    ProgressReport.objects.filter(pk=draft.pk).update(template=None)
    write(draft, writer, handelser="Mycket.")
    with pytest.raises(BadInput) as refused:
        send_report(association=draft.association, by=writer, report=draft, today=TODAY)
    named = [fault.file for fault in refused.value.faults]
    assert "avvikelser" in named
    assert "handelser" not in named


def test_sending_keeps_words_and_figures_and_locks_the_intervention(draft: ProgressReport, writer: Writer) -> None:
    version = sent(draft, writer)
    tables = {table["figure"]: table for table in version.figures["tables"]}
    assert version.texts["handelser"] == LATEST["handelser"]
    assert "participants.sex@mottagningsteam" in tables
    assert tables["participants.sex@mottagningsteam"]["base"] == "insatsens deltaganden"
    assert intervention_of(draft).pk in Intervention.objects.filter(locked_on=TODAY).values_list("pk", flat=True)
    with pytest.raises(ValueError, match="inlämnad"):
        write(draft, writer, handelser="Efteråt")


def test_a_kept_version_never_changes_when_the_figures_do(
    draft: ProgressReport, writer: Writer, office: Person, signed_in: SignedIn
) -> None:
    version = sent(draft, writer)
    before = dict(version.figures)
    for n in range(40):
        Registration.objects.create(
            association=draft.association, intervention=intervention_of(draft), kind="personal", count=1,
            started=date(2019, 8, 1 + n % 28), position=90_000 + n, sex="woman", municipality="Kumla", birth_year=1980,
        )  # fmt: skip
    version.refresh_from_db()
    assert version.figures == before
    page = signed_in(draft.association, SeatRole.DIRECTOR).get(f"/sydnarke/uppfoljning/{draft.pk}/").content.decode()
    was = next(row for t in before["tables"] if t["figure"] == "participants.sex@mottagningsteam" for row in t["rows"])
    assert f"då {was['cells'][1]}, nu {int(was['cells'][1]) + 40}" in page
    owners = Client().get(f"{PATH}/{draft.pk}/").content.decode()
    assert f"{was['cells'][1]} (nu {int(was['cells'][1]) + 40})" in owners


# returned and approved


def test_a_returned_report_comes_back_as_the_next_version(
    draft: ProgressReport, writer: Writer, office: Person, signed_in: SignedIn
) -> None:
    first = sent(draft, writer)
    return_report(association=draft.association, by=office, report=draft, reason="Skriv varför männen är få.")
    letter = Mail.objects.filter(about=f"progress:{draft.pk}").latest("pk")
    assert letter.to == writer.email
    assert "Skriv varför männen är få." in letter.text
    assert f"{PATH}/{draft.pk}/" in letter.text
    assert "Skriv varför männen är få." in Client().get(f"{PATH}/{draft.pk}/").content.decode()
    second = sent(draft, writer, jamstalldhet="Fler kvinnor än män, eftersom männen söker senare.")
    first.refresh_from_db()
    assert (first.number, second.number) == (1, 2)
    assert first.texts["jamstalldhet"] == LATEST["jamstalldhet"]
    page = signed_in(draft.association, SeatRole.DIRECTOR).get(f"/sydnarke/uppfoljning/{draft.pk}/").content.decode()
    assert "Vad som ändrats sedan version 1" in page
    assert "<ins>" in page


def test_a_reason_is_needed_to_return(draft: ProgressReport, writer: Writer, office: Person) -> None:
    with pytest.raises(ValueError, match="inte inlämnad"):
        return_report(association=draft.association, by=office, report=draft, reason="Nej")
    sent(draft, writer)
    with pytest.raises(ValueError, match="behöver rättas"):
        return_report(association=draft.association, by=office, report=draft, reason=" ")


def test_an_approved_report_is_a_document_of_the_case_and_stands(
    draft: ProgressReport, writer: Writer, office: Person
) -> None:
    sent(draft, writer)
    approve_report(association=draft.association, by=office, report=draft)
    report = ProgressReport.objects.select_related("document__file", "document__case").get(pk=draft.pk)
    document = report.document
    assert isinstance(document, Document)
    assert document.file
    assert document.case == writer.application.case
    with Read(bytes(document.file.content)).pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("3", "A", "1")
    assert "Teamet blev fulltaligt." in document.file.text
    with pytest.raises(ValueError, match="inte inlämnad"):
        return_report(association=draft.association, by=office, report=report, reason="Ändå")


def test_the_appendix_of_the_annual_report_has_the_approved_texts(
    draft: ProgressReport, writer: Writer, office: Person
) -> None:
    sent(draft, writer)
    book = Book(draft.association, Period.year(2019))
    before = intervention_sheet(book, intervention_of(draft))
    approve_report(association=draft.association, by=office, report=draft)
    book = Book(draft.association, Period.year(2019))
    sheet = intervention_sheet(book, intervention_of(draft))
    assert before
    assert sheet
    assert before.told == ()
    assert [text for _, text in sheet.told] == [*LATEST.values()]
    assert sheet.told_by.startswith("Ur kvartalsrapporten juli–september 2019")


# reminders and Idag


def test_a_reminder_is_written_once_each_time(draft: ProgressReport, sydnarke: Association) -> None:
    days = [
        date(2019, 10, 5),
        date(2019, 10, 6),
        date(2019, 10, 7),
        date(2019, 10, 21),
        date(2019, 10, 22),
        date(2019, 11, 4),
    ]
    assert [remind_writers(sydnarke, day) for day in days] == [0, 1, 0, 1, 0, 1]
    assert "skulle ha kommit" in Mail.objects.latest("pk").text


def test_idag_tells_the_office_and_the_owner(
    draft: ProgressReport, sydnarke: Association, office: Person, writer: Writer
) -> None:
    late = date(2019, 11, 1)
    director = report_acts(sydnarke, office, ROLES["director"], late)
    assert any("har inte kommit" in act.what and act.due == draft.asked.due_on for act in director)
    assert any(act.what.startswith("Läs kvartalsrapporten april–juni 2019") for act in director)
    owner = Person.objects.create(email=writer.email.upper(), name="Kil Rännfors")
    (act,) = report_acts(sydnarke, owner, ROLES["project_owner"], late)
    assert act.url == f"{PATH}/{draft.pk}/"
    assert report_acts(sydnarke, office, ROLES["auditor"], late) == []


def test_the_owners_page_tells_what_is_late(draft: ProgressReport, sydnarke: Association, writer: Writer) -> None:
    rows = {row.url: row for row in report_rows(sydnarke, writer, date(2019, 11, 1))}
    assert (rows[f"{PATH}/{draft.pk}/"].state, rows[f"{PATH}/{draft.pk}/"].late) == ("Försenad", True)


# pages


def test_a_report_is_written_and_sent_by_link(short: ProgressReport, writer: Writer) -> None:
    browser, url = Client(), f"{PATH}/{short.pk}/"
    page = browser.get(url)
    assert page.status_code == 200
    assert "participants.sex" not in page.content.decode()  # no way into the association's own pages
    assert browser.post(url, {"vad": "Mycket", "base-vad": mark_of(""), "save": "ja"}).status_code == 302
    refused = browser.post(url, {"vad": " ", "base-vad": mark_of("Mycket"), "send": "ja"})
    assert refused.status_code == 422
    assert "Skriv något, eller ”Inget att säga”." in refused.content.decode()
    again = browser.post(url, {"vad": "Allt", "base-vad": mark_of(""), "send": "ja"})
    assert again.status_code == 302
    short.refresh_from_db()
    assert (short.state, short.texts["vad"]) == (ProgressState.SENT, "Allt")


def test_the_second_writer_is_shown_both_texts(short: ProgressReport, writer: Writer) -> None:
    browser, url = Client(), f"{PATH}/{short.pk}/"
    browser.post(url, {"vad": "Den förstas ord", "base-vad": mark_of("")})
    clash = browser.post(url, {"vad": "Den andras ord", "base-vad": mark_of(""), "send": "ja"})
    page = clash.content.decode()
    assert clash.status_code == 422
    assert "Den förstas ord" in page
    assert "Den andras ord" in page
    assert f'value="{mark_of("Den förstas ord")}"' in page
    short.refresh_from_db()
    assert (short.state, short.texts["vad"]) == (ProgressState.DRAFT, "Den förstas ord")


def test_an_identity_number_is_shown_where_it_stands(short: ProgressReport, writer: Writer) -> None:
    refused = Client().post(f"{PATH}/{short.pk}/", {"vad": "19121212-1212", "base-vad": mark_of("")})
    assert refused.status_code == 422
    assert "19121212-1212" in refused.content.decode()
    short.refresh_from_db()
    assert short.texts == {}


def test_a_writer_reaches_only_the_own_reports(draft: ProgressReport, writer: Writer) -> None:
    assert Client().get(f"/sydnarke/projektagare/prov-received/uppfoljning/{draft.pk}/").status_code == 404
    Writer.objects.filter(pk=writer.pk).update(ended_at=timezone.now())
    assert Client().get(f"{PATH}/{draft.pk}/").status_code == 404


def test_the_office_returns_and_approves_on_the_page(
    office: Person, sydnarke: Association, signed_in: SignedIn
) -> None:
    report = ProgressReport.objects.get(state=ProgressState.SENT)
    browser, url = signed_in(sydnarke, SeatRole.DIRECTOR), f"/sydnarke/uppfoljning/{report.pk}/"
    assert browser.post(f"{url}lamna-tillbaka/", {"reason": ""}).status_code == 422
    assert browser.post(f"{url}lamna-tillbaka/", {"reason": "Mer"}).status_code == 302
    assert browser.post(f"{url}godkann/").status_code == 302
    report.refresh_from_db()
    assert report.state == ProgressState.RETURNED  # what is returned cannot be approved
    assert signed_in(sydnarke, SeatRole.MEMBER).post(f"{url}godkann/").status_code == 403


def test_the_list_has_the_late_first_and_filters(office: Person, sydnarke: Association, signed_in: SignedIn) -> None:
    browser = signed_in(sydnarke, SeatRole.DIRECTOR)
    page = browser.get("/sydnarke/uppfoljning/").content.decode()
    assert page.index("Försenade") < page.index("Att läsa</h2>")
    assert "skrivs av Kil Rännfors" in page
    one = browser.get("/sydnarke/uppfoljning/", {"lage": "Att läsa"}).content.decode()
    assert "skrivs av Kil Rännfors" not in one


# the template


def test_a_report_keeps_its_version_of_the_template(
    draft: ProgressReport, office: Person, sydnarke: Association
) -> None:
    before = ReportTemplate.objects.get()
    ProgressReport.objects.filter(pk=draft.pk).update(template=before)
    kept = save_template(association=sydnarke, by=office, sections=[Section("", "Något nytt åäö")], version=1)
    assert kept
    assert kept.sections[0]["key"] == "nagot-nytt-aao"
    draft.refresh_from_db()
    assert next(one.key for one in sections_in(draft)) == "vad"
    with pytest.raises(ValueError, match="Någon annan"):
        save_template(association=sydnarke, by=office, sections=list(SHIPPED), version=1)


def test_the_template_is_changed_on_its_page(office: Person, sydnarke: Association, signed_in: SignedIn) -> None:
    browser, url = signed_in(sydnarke, SeatRole.DIRECTOR), "/sydnarke/uppfoljning/mall/"
    data = {
        "version": 1, "del-TOTAL_FORMS": 2, "del-INITIAL_FORMS": 1, "del-0-key": "vad", "del-0-title": "Vad har hänt nu",
        "del-0-kinds": ["quarter", "half_year", "final"], "del-0-required": "on", "del-1-title": "",
    }  # fmt: skip
    assert browser.post(url, data).status_code == 302
    newest = ReportTemplate.objects.first()
    assert newest
    assert (newest.version, [row["title"] for row in newest.sections]) == (2, ["Vad har hänt nu"])
    refused = browser.post(url, {**data, "version": 2, "del-0-title": ""})
    assert refused.status_code == 422
    assert "minst ett avsnitt" in refused.content.decode()
