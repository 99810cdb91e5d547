"""Members and seats keep their rows when a bundle is loaded again: meetings point at them."""

import pytest
from world import Edited

from finsam.bundle.actions import load_bundle
from finsam.bundle.in_place import paired
from finsam.core.models import Association, Member, Seat
from finsam.core.tenancy import within
from finsam.kernel.faults import BadInput
from finsam.meetings.models import Adjuster

CHAIR = "  - body: board\n    role: chair\n    member: Åby kommun\n    since: 2019-04-01\n    until: 2023-03-31\n"
SUBSTITUTE = "  - body: board\n    role: substitute\n    member: Ödeby kommun\n"
NEW = "  - body: board\n    role: member\n    member: Älvby kommun\n    since: 2024-01-01\n"


def ids(association: Association) -> dict[str, int]:
    with within(association):
        return {f"{seat.role} {seat.member or ''}": seat.pk for seat in Seat.objects.all()}


def test_a_changed_seat_and_a_new_one_before_it_leave_the_others_where_they_are(
    edited: Edited, neighbour: Association
) -> None:
    before = ids(neighbour)
    load_bundle(edited("association.yaml", CHAIR, NEW + CHAIR.replace("2023-03-31", "2025-12-31")))
    after = ids(neighbour)
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"member Älvby kommun"}
    with within(neighbour):
        assert [seat.role for seat in Seat.objects.all()] == ["member", "chair", "substitute", "director"]


def test_a_seat_may_get_another_member_and_an_order_of_call(edited: Edited, neighbour: Association) -> None:
    before = ids(neighbour)["substitute Ödeby kommun"]
    changed = SUBSTITUTE.replace("Ödeby", "Älvby") + "    call_order: 2\n"
    folder = edited("association.yaml", SUBSTITUTE, changed)
    assert load_bundle(folder) == (neighbour, True)
    assert load_bundle(folder) == (neighbour, False)
    assert ids(neighbour)["substitute Älvby kommun"] == before
    with within(neighbour):
        assert Seat.objects.get(pk=before).call_order == 2


def test_a_seat_that_a_meeting_uses_is_not_removed(edited: Edited, neighbour: Association) -> None:
    with within(neighbour):
        adjuster = Adjuster.objects.get()
        Adjuster.objects.filter(pk=adjuster.pk).update(seat=Seat.objects.get(role="substitute"))
    with pytest.raises(BadInput) as refused:
        load_bundle(edited("association.yaml", SUBSTITUTE, ""))
    (fault,) = refused.value.faults
    assert fault.file == "association.yaml"
    assert "seats: ersättare för Ödeby kommun (Styrelsen)" in fault.what
    assert "mötet 2025-09-12" in fault.what
    assert "substitute Ödeby kommun" in ids(neighbour)


def test_a_member_that_a_notice_uses_is_not_removed(edited: Edited, neighbour: Association) -> None:
    edited("contributions.csv", "Försäkringskassan|", "")
    with pytest.raises(BadInput, match="members: Försäkringskassan står inte längre i filen"):
        load_bundle(edited("association.yaml", "  - name: Försäkringskassan\n    kind: state\n", ""))
    with within(neighbour):
        assert Member.objects.filter(name="Försäkringskassan").exists()


def test_a_row_is_known_again_by_what_agrees_most() -> None:
    stored = [{"role": "member", "of": "A"}, {"role": "member", "of": "B"}, {"role": "chair", "of": ""}]
    wanted = [{"role": "chair", "of": "C"}, {"role": "member", "of": "B"}, {"role": "member", "of": "D"}]
    assert paired(stored, wanted, [("role", "of"), ("role",)]) == {1: 1, 0: 2, 2: 0}
