"""What accounts and objects belong to: proposals with a reason, and what is kept."""

import pytest

from finsam.core.models import Association, AuditEntry
from finsam.core.tenancy import within
from finsam.interventions.models import Intervention
from finsam.money.actions.mapping import map_account, map_object
from finsam.money.models import Account, BudgetLine, LedgerObject
from finsam.money.rules.mapping import Owner, propose_account, propose_owner

COSTS, CASH = "Verksamhetens kostnader", "Kassa och bank"


@pytest.mark.parametrize(
    ("number", "name", "kind", "value", "reason"),
    [
        ("4634", "Köp av tjänster", "K", COSTS, "Som 4631 och 4632."),
        ("7012", "Resor", "", COSTS, "Klass 4–7 är kostnader i Kommun-Bas."),
        ("7910", "Inventarier", "K", "Avskrivningar", "Grupp 79 är avskrivningar i Kommun-Bas."),
        ("7830", "Avskrivning inventarier", "K", "Avskrivningar", "Kontot heter ”Avskrivning inventarier”."),
        ("2091", "Årets resultat", "S", "Årets resultat", "Kontot heter ”Årets resultat” och grupp 20 är eget kapital."),
        ("1651", "Momsfordran", "T", "Fordringar", "Grupp 15–17 är fordringar i Kommun-Bas."),
        ("8410", "Ränta", "I", "Finansiella intäkter", "Grupp 84 är finansiella intäkter i Kommun-Bas."),
        ("9110", "Intern fördelning", "", "", "Kontoplanen säger inget om kontot. Välj själv."),
        ("1455", "Förråd", "T", "", "Kontoplanen säger inget om kontot. Välj själv."),
        (
            "1699", "Avräkning", "S", "",
            (
                "Grupp 15–17 är fordringar i Kommun-Bas, men filen säger att kontot är en skuld eller eget kapital. "
                "Välj själv."
            ),
        ),
    ],
)  # fmt: skip
def test_an_account_is_proposed_a_line_by_name_neighbours_and_class(
    number: str, name: str, kind: str, value: str, reason: str
) -> None:
    known = {"4631": COSTS, "4632": COSTS, "1930": CASH, "3010": "Verksamhetens intäkter"}
    proposal = propose_account(number, name, kind, known)
    assert (proposal.value, proposal.reason) == (value, reason)


def test_the_neighbours_of_an_own_chart_come_before_the_classes() -> None:
    known = {"6811": "Finansiella kostnader", "6812": "Finansiella kostnader"}
    assert propose_account("6813", "Bank", "K", known).value == "Finansiella kostnader"
    assert propose_account("6813", "Bank", "K", {**known, "6814": COSTS}).value == COSTS, "they do not agree"


def test_an_object_is_proposed_by_its_name_and_by_the_names_of_earlier_objects() -> None:
    owners = [Owner("a", "Mottagningsteam", ["Team Norr"]), Owner("b", "Coachingteam Sydnärke"), Owner("c", "Mässa")]
    proposed = {
        name: (found.value, found.reason)
        for name in ("MOTTAGNINGSTEAM", "Team norr", "Mottagningsteamet", "Coachingteam", "Kansli", "")
        if (found := propose_owner(name, owners, "insatsen"))
    }
    assert proposed == {
        "MOTTAGNINGSTEAM": ("a", "Heter som insatsen."),
        "Team norr": ("a", "Insatsen har haft ett objekt med samma namn."),
        "Mottagningsteamet": ("a", "Namnet liknar insatsens."),
        "Coachingteam": ("b", "Namnet liknar insatsens."),
        "Kansli": ("", ""),
        "": ("", "Objektet har inget namn i filen. Välj själv."),
    }


def test_nothing_is_proposed_when_two_are_as_near() -> None:
    assert propose_owner("Teamet", [Owner("a", "Teamet norr"), Owner("b", "Teamet syd")], "insatsen").value == ""


def test_a_new_account_takes_its_place_by_number_and_keeps_its_note(sydnarke: Association) -> None:
    with within(sydnarke):
        map_account(association=sydnarke, by=None, number="4634", name="Köp från skolor", statement_line=COSTS)
        map_account(association=sydnarke, by=None, number="7421", name="Revision", statement_line=COSTS)
        numbers = list(Account.objects.values_list("number", flat=True))
        entries = AuditEntry.objects.filter(action="money.account.mapped").values_list("subject", "detail")
        assert numbers == sorted(numbers)
        assert Account.objects.get(number="7421").note == "4"
        assert dict(entries) == {
            "4634": {"line": COSTS, "before": ""},
            "7421": {"line": COSTS, "before": COSTS},
        }


def test_a_line_outside_the_statements_is_refused(sydnarke: Association) -> None:
    with within(sydnarke), pytest.raises(ValueError, match="ingen rad i resultat- eller balansräkningen"):
        map_account(association=sydnarke, by=None, number="4634", name="Köp", statement_line="Kostnader")


def test_an_object_moves_whole_or_is_said_to_stand_alone(sydnarke: Association) -> None:
    with within(sydnarke):
        team, other = Intervention.objects.get(key="mottagningsteam"), Intervention.objects.get(ledger_objects=["30"])
        line = BudgetLine.objects.get(label="Mottagningsteam")
        with pytest.raises(ValueError, match="”Mottagningsteam” får redan sitt utfall från objekt 10"):
            map_object(association=sydnarke, by=None, code="77", intervention=team, lines=[line])
        assert not LedgerObject.objects.filter(code="77").exists()

        map_object(association=sydnarke, by=None, code="10", name="Teamet", intervention=other)
        team.refresh_from_db()
        other.refresh_from_db()
        line.refresh_from_db()
        assert (team.ledger_objects, other.ledger_objects, line.ledger_object) == ([], ["30", "10"], "")

        map_object(association=sydnarke, by=None, code="10")
        row = LedgerObject.objects.get(code="10")
        assert (row.name, row.stands_alone) == ("Teamet", True)
