"""What is wrong and where, in words."""

import pytest

from finsam.kernel.faults import BadInput, Fault


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault("Mappen finns inte"), "Mappen finns inte"),
        (Fault("Filen är tom", "codes.csv"), "codes.csv: Filen är tom"),
        (Fault("Ragg", "codes.csv", 3), "codes.csv, rad 3: Ragg"),
    ],
)
def test_a_fault_says_the_place_it_knows(fault: Fault, said: str) -> None:
    assert str(fault) == said


def test_bad_input_says_every_fault() -> None:
    assert str(BadInput(Fault("Ett"), Fault("Två", "b.csv"))) == "Ett\nb.csv: Två"
