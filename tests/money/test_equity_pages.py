"""The page of equity and cash, and how a rule is set and taken back."""

from datetime import date

import pytest
from world import SignedIn

from finsam.core.models import Association, AuditEntry, SeatRole
from finsam.core.tenancy import within
from finsam.money.models import EquityRule

PAGE = "/sydnarke/pengar/eget-kapital/"
FORM = f"{PAGE}regel/"
RULE = {
    "valid_from": "2020-01-01", "base": "income", "ceiling_percent": "15", "floor_ore": "250 000 kr",
    "brackets": "2 000 000: 30 %\ndäröver: 15 %", "source": "ägarsamrådet",
}  # fmt: skip


def text_of(response: object) -> str:
    words = response.content.decode()  # type: ignore[attr-defined]
    return words.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_the_page_answers_and_shows_the_rule(sydnarke: Association, signed_in: SignedIn) -> None:
    told = text_of(signed_in(sydnarke, SeatRole.CHAIR).get(f"{PAGE}?ar=2019"))
    for words in (
        "1 122 774 kr",
        "69 574 kr",
        "över taket",
        "1 805 474 kr",
        "till 13 maj 2020",
        "Minst fanns det i slutet av september",
        "1 403 652 kr",
        "Högst 20 % av",
    ):
        assert words in told
    assert "Skriv in en ny regel" not in told  # the chair reads
    assert "Ta bort" not in told


def test_a_year_of_nothing_says_so(sydnarke: Association, signed_in: SignedIn) -> None:
    told = text_of(signed_in(sydnarke, SeatRole.ECONOMIST).get(f"{PAGE}?ar=2090"))
    assert "Varken budget eller huvudbok finns för året." in told


def test_a_rule_holds_from_its_day_and_can_be_taken_back(sydnarke: Association, signed_in: SignedIn) -> None:
    browser = signed_in(sydnarke, SeatRole.ECONOMIST)
    saved = browser.post(FORM, RULE, follow=True)
    assert "Regeln gäller från 2020-01-01." in text_of(saved)
    with within(sydnarke):
        made = EquityRule.objects.get(association=sydnarke, valid_from=date(2020, 1, 1))
        assert made.brackets == [[200_000_000, 30, None], [None, 15, None]]
        assert (made.floor_ore, made.source) == (25_000_000, "ägarsamrådet")
    told = text_of(browser.get(f"{PAGE}?ar=2019"))
    assert "över taket" in told  # 2019 follows the rule of its time
    browser.post(f"{FORM}{made.pk}/ta-bort/")
    with within(sydnarke):
        assert not EquityRule.objects.filter(association=sydnarke, valid_from=date(2020, 1, 1)).exists()
        actions = AuditEntry.objects.filter(association=sydnarke, action__startswith="money.equity_rule")
        assert {*actions.values_list("action", flat=True)} == {"money.equity_rule.set", "money.equity_rule.removed"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"valid_from": "2008-11-01"}, "En regel börjar redan 2008-11-01"),
        ({"valid_from": "1990-01-01"}, "före förbundens tid"),
        ({"valid_from": ""}, "Ange vilken dag"),
        ({"ceiling_percent": "", "brackets": ""}, "Skriv procentsatsen"),
        ({"ceiling_percent": "101"}, "högst 100"),
        ({"ceiling_percent": "tjugo"}, "med siffror"),
        ({"brackets": "20 procent"}, "går inte att förstå"),
        ({"floor_ore": "-5"}, "utan minustecken"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_and_kept_on_the_form(
    changed: dict[str, str], said: str, sydnarke: Association, signed_in: SignedIn
) -> None:
    response = signed_in(sydnarke, SeatRole.DIRECTOR).post(FORM, RULE | changed)
    assert response.status_code == 422
    assert said in text_of(response)
    assert "ägarsamrådet" in text_of(response)
    with within(sydnarke):
        assert EquityRule.objects.filter(association=sydnarke).count() == 1


def test_only_those_who_keep_the_money_set_rules(
    sydnarke: Association, neighbour: Association, signed_in: SignedIn
) -> None:
    with within(neighbour):
        other = EquityRule.objects.filter(association=neighbour).first()
        assert other
    assert signed_in(sydnarke, SeatRole.CHAIR).post(FORM, RULE).status_code == 403
    assert signed_in(sydnarke, SeatRole.CHAIR).post(f"{FORM}1/ta-bort/").status_code == 403
    assert signed_in(sydnarke, SeatRole.DIRECTOR).post(f"{FORM}{other.pk}/ta-bort/").status_code == 404
