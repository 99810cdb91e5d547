"""An agreement is amended, and ended: what is asked for then."""

from datetime import date

from agreement_parties import BASE, Parties
from funding_rows import YEAR

from finsam.core.tenancy import within
from finsam.funding.models import ProgressReport, ReportingDate
from finsam.funding.queries.agreements import agreement_in_force


def test_an_amendment_replaces_the_agreement_and_leaves_begun_reports(parties: Parties) -> None:
    first = parties.signed()
    with within(parties.association):
        report = ProgressReport.objects.filter(asked__agreement=first).earliest("asked__due_on")
        ProgressReport.objects.filter(pk=report.pk).update(texts={"vad": "Vi har börjat."})
    assert parties.director.post(f"{BASE}{first.pk}/tillagg/", {"reason": " "}).status_code == 422
    assert parties.director.post(f"{BASE}{first.pk}/tillagg/", {"reason": "Färre deltagare."}).status_code == 302
    second = parties.agreement()
    assert (second.number, second.state, second.due_on) == (2, "draft", None)
    assert "Färre deltagare." in second.text
    again = parties.director.post(f"{BASE}{first.pk}/tillagg/", {"reason": "Igen."})
    assert "håller redan på att skrivas" in again.content.decode()
    parties.save(second, **{f"amount_{YEAR}": "900 000"})
    with within(parties.association):
        assert agreement_in_force(parties.grant) == first
    parties.hand_over(second)
    parties.sign(parties.owner(), second)
    parties.sign(parties.chair, second)
    with within(parties.association):
        first.refresh_from_db()
        now = agreement_in_force(parties.grant)
        assert (first.state, now.number, now.amounts.get().amount_ore) == ("replaced", 2, 900_000_00)
        assert list(ReportingDate.objects.filter(agreement=first)) == [report.asked]
        assert now.reporting_dates.count() == 3
        assert ProgressReport.objects.filter(asked__agreement=now).count() == 3  # one for each, and none twice
        report.refresh_from_db()
        assert report.texts == {"vad": "Vi har börjat."}


def test_an_end_shortens_what_is_asked_for_and_stands_with_its_reason(parties: Parties) -> None:
    agreement = parties.signed()
    end = f"{BASE}{agreement.pk}/avsluta/"
    late = parties.director.post(end, {"ended_on": f"{YEAR + 1}-01-01", "reason": "Uppsagt."})
    assert "Välj en dag däremellan" in late.content.decode()
    assert parties.director.post(end, {"ended_on": f"{YEAR}-06-30", "reason": "Uppsagt."}).status_code == 302
    with within(parties.association):
        ended = agreement_in_force(parties.grant)
        assert (ended.state, ended.ended_on) == ("ended", date(YEAR, 6, 30))
        asked = [(one.kind, one.period_to, one.due_on) for one in ended.reporting_dates.order_by("due_on", "kind")]
        assert ended.grant.intervention.until == date(YEAR, 6, 30)
    due = date(YEAR, 7, 20)
    assert asked == [
        ("quarter", date(YEAR, 3, 31), date(YEAR, 4, 20)),
        ("final", date(YEAR, 6, 30), due),
        ("quarter", date(YEAR, 6, 30), due),
    ]
    assert parties.director.post(end, {"ended_on": f"{YEAR}-06-30", "reason": "Igen."}).status_code == 422
