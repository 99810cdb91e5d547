"""Annual accounts signed: checked, locked, approved by each, fallen when figures change, sealed once and for all."""

import hashlib
import io
import json

import pikepdf
import pytest
from django.core.cache import cache
from django.test import Client
from world import Seated, SignedIn

from finsam.core.models import Association, Mail, Person, Seat, SeatRole
from finsam.core.tenancy import within
from finsam.core.ticking import tick
from finsam.home.today import today_page
from finsam.kernel.periods import Period
from finsam.money.models import Posting
from finsam.pdf.seal_checks import check_seal
from finsam.reports.completeness import in_the_way, looked_at
from finsam.reports.editions import Edition
from finsam.reports.models import ReportKind, SealedReport
from finsam.reports.queries.composed import composed_report
from finsam.reports.rules.differences import differences
from finsam.signing.content import canonical, content_hash
from finsam.signing.models import Certificate, Signing
from finsam.signing.verification import verify_file

BASE = "/sydnarke/rapporter/arsbokslut-2019"
PAGE = f"{BASE}/underskrifter/"
PASSWORD = "vatten-rinner-uppåt"
ACCOUNTS = Edition(ReportKind.ANNUAL_ACCOUNTS, 2019)


class Board:
    """The director's browser, and those who are to sign with theirs."""

    def __init__(self, association: Association, director: Client, people: list[Person]) -> None:
        self.association, self.director, self.people = association, director, people

    def browser(self, person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    def hand_over(self, **more: object) -> object:
        with within(self.association):
            seats = Seat.objects.filter(person__in=self.people).values_list("pk", flat=True)
            return self.director.post(PAGE, {"gor": "lamna", "seats": list(seats), "order": "any", **more})

    def approve(self, person: Person, password: str = PASSWORD) -> object:
        with within(self.association):
            content = Signing.objects.filter(about__startswith="report:").latest("pk").content_hash
        return self.browser(person).post(PAGE, {"password": password, "content_hash": content})

    def change_a_figure(self) -> None:
        with within(self.association):
            for account, ore in (("4631", 100_000), ("1930", -100_000)):  # a cost paid: the balance still balances
                posting = Posting.objects.filter(year=2019, account__number=account).exclude(kind="opening").first()
                Posting.objects.filter(pk=posting.pk).update(amount_ore=posting.amount_ore + ore)

    def letters(self, person: Person) -> list[str]:
        with within(self.association):
            return list(Mail.objects.filter(to=person.email).order_by("pk").values_list("subject", flat=True))


@pytest.fixture
def board(sydnarke: Association, seated: Seated, signed_in: SignedIn) -> Board:
    """A chair and a member with passwords, and a director."""
    cache.clear()
    people = [seated(sydnarke, role) for role in (SeatRole.CHAIR, SeatRole.MEMBER)]
    for person in people:
        person.set_password(PASSWORD)
        person.save()
    return Board(sydnarke, signed_in(sydnarke, SeatRole.DIRECTOR), people)


def test_the_accounts_tie_and_an_unfinished_balance_is_never_signed(sydnarke: Association, board: Board) -> None:
    with within(sydnarke):
        looked = looked_at(composed_report(sydnarke, ACCOUNTS), ACCOUNTS.kind)
        assert {one.what: one.holds for one in looked} == {
            "Balansräkningens sidor": True, "Kassaflödet mot balansräkningen": True,
            "Eget kapital mot förra året": True, "Kassan mot förra året": True, "Budget att jämföra med": True,
            "Rubriker som ska finnas": True, "Tal skrivna för hand": True,
        }  # fmt: skip
        posting = Posting.objects.filter(year=2019, kind="opening", account__number="1930").first()
        Posting.objects.filter(pk=posting.pk).update(amount_ore=posting.amount_ore + 500)
        why = in_the_way(looked_at(composed_report(sydnarke, ACCOUNTS), ACCOUNTS.kind))
    assert "Skiljer 5" in why
    refused = board.hand_over()
    assert refused.status_code == 422
    assert "Rapporten kan inte undertecknas än." in refused.content.decode()


def test_signed_by_all_it_is_sealed_with_its_figures_and_verified(board: Board) -> None:
    chair, member = board.people
    assert board.hand_over().status_code == 302
    assert board.letters(chair) == ["Underteckna: Årsbokslut 2019"]
    acts = [act.what for group in today_page(chair, Period.year(2026).end).groups for act in group.acts]
    assert "Underteckna årsbokslut 2019" in acts
    locked = board.director.post(f"{BASE}/text/", {"text": "# Nytt", "revision": 0})
    assert "texten är låst" in locked.content.decode()
    assert board.approve(chair, "fel lösenord").status_code == 422
    assert board.approve(chair).status_code == 302
    assert board.approve(chair).status_code == 422  # once each
    assert board.approve(member).status_code == 302
    with within(board.association):
        fixed = SealedReport.objects.select_related("document__file", "signing").get()
        known = set(Certificate.objects.values_list("fingerprint", flat=True))
    pdf = bytes(fixed.document.file.content)
    assert check_seal(pdf, lambda _: known).holds
    assert content_hash(fixed.content) == fixed.sha256 == fixed.signing.content_hash
    assert board.director.get(f"{BASE}.pdf").content == pdf
    verdict = verify_file(pdf)
    assert verdict.evidence
    assert [row.name for row in verdict.evidence.rows] == [chair.name, member.name]
    with pikepdf.open(io.BytesIO(pdf)) as read:
        attached = read.attachments["innehall.json"].get_file().read_bytes()
    assert hashlib.sha256(attached).hexdigest() == fixed.sha256
    assert attached == canonical(fixed.content)


def test_a_sealed_report_shows_what_was_sealed_and_what_has_changed_since(board: Board) -> None:
    board.hand_over()
    for person in board.people:
        board.approve(person)
    before = board.director.get(f"{BASE}.json").content
    assert "Talen har ändrats" not in board.director.get(f"{BASE}/").content.decode()
    board.change_a_figure()
    page = board.director.get(f"{BASE}/").content.decode()
    assert "Talen har ändrats sedan rapporten förseglades" in page
    assert "Verksamhetens kostnader" in page
    assert board.director.get(f"{BASE}.json").content == before
    assert json.loads(before)["report"] == "Årsbokslut 2019"
    assert "Ändra texten" not in page
    assert board.hand_over().status_code == 422  # sealed once


def test_the_round_falls_when_figures_change_and_says_why(board: Board) -> None:
    chair, member = board.people
    board.hand_over()
    board.approve(chair)
    board.change_a_figure()
    refused = board.approve(member)
    assert refused.status_code == 422
    assert "godkännandena nedan gäller inte längre" in refused.content.decode()
    assert board.letters(chair)[-1] == "Godkännandet gäller inte längre: Årsbokslut 2019"
    page = board.director.get(PAGE).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "Undertecknandet är avslutat" in page
    assert "från" in page
    assert board.hand_over().status_code == 302  # and can be handed over again


def test_the_clock_lets_a_changed_round_fall(board: Board) -> None:
    board.hand_over()
    board.change_a_figure()
    tick()
    with within(board.association):
        assert Signing.objects.get(about__startswith="report:").state == "fallen"


def test_sent_back_or_called_off_the_text_opens_again(board: Board) -> None:
    chair, member = board.people
    board.hand_over()
    assert board.browser(member).post(PAGE, {"gor": "tillbaka", "reason": ""}).status_code == 422
    assert board.browser(member).post(PAGE, {"gor": "tillbaka", "reason": "Not 2 är fel."}).status_code == 302
    assert "Not 2 är fel." in board.browser(chair).get(PAGE).content.decode()
    assert board.letters(chair)[-1] == "Inte godkänd: Årsbokslut 2019"
    board.hand_over()
    assert board.browser(chair).post(PAGE, {"gor": "avbryt"}).status_code == 403
    assert board.director.post(PAGE, {"gor": "avbryt"}).status_code == 302
    assert board.director.post(f"{BASE}/text/", {"text": "# Nytt", "revision": 0}).status_code == 302


def test_who_is_not_asked_cannot_approve_nor_hand_over(board: Board, signed_in: SignedIn) -> None:
    auditor = signed_in(board.association, SeatRole.AUDITOR)
    assert auditor.post(PAGE, {"gor": "lamna", "seats": []}).status_code == 403
    board.hand_over()
    refused = auditor.post(PAGE, {"password": "x", "content_hash": "y"})
    assert refused.status_code == 422
    assert 'type="password"' not in auditor.get(PAGE).content.decode()


def test_the_chair_can_be_last(board: Board) -> None:
    chair, member = board.people
    board.hand_over(order="chair_last")
    refused = board.approve(chair)
    assert refused.status_code == 422
    assert board.letters(chair) == []
    board.approve(member)
    assert board.letters(chair) == ["Underteckna: Årsbokslut 2019"]
    assert board.approve(chair).status_code == 302


def test_a_report_that_is_not_signed_has_no_page_for_it(board: Board) -> None:
    assert board.director.get("/sydnarke/rapporter/ekonomisk-rapport-2019-10/underskrifter/").status_code == 404


def figure(**values: str) -> dict[str, object]:
    return {
        "name": "money.result", "title": "Resultat", "columns": [{"key": "", "label": ""}],
        "rows": [{"key": key, "label": key.title()} for key in values],
        "cells": [{"row": key, "column": "", "shown": shown} for key, shown in values.items()],
    }  # fmt: skip


def chapter(title: str, written: str) -> dict[str, object]:
    return {"title": title, "blocks": [{"kind": "paragraph", "written": written}]}


def test_differences_are_told_in_words_each_once() -> None:
    was = {"figures": [figure(a="1 kr", b="1 kr", c="5 kr")], "chapters": [chapter("Ett", "x {}"), chapter("Två", "y")]}
    now = {"figures": [figure(a="2 kr", b="2 kr", c="5 kr")], "chapters": [chapter("Ett", "z {}"), chapter("Tre", "")]}
    assert differences(was, was) == []
    assert differences(was, now) == [
        "Resultat, A: från 1 kr till 2 kr.",
        "Texten i kapitlet ”Ett” är ändrad.",
        "Kapitlet ”Två” är borttaget.",
        "Kapitlet ”Tre” är nytt.",
    ]
