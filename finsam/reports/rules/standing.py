"""How a report stands before the board has decided: whom it has been sent to, and that it is not adopted (R16)."""

from collections.abc import Sequence
from datetime import date

from finsam.kernel.swedish import day, listed

NOT_ADOPTED = "Ej fastställd"


def standing_words(*, is_signed: bool, sent: Sequence[tuple[str, date]]) -> str:
    """Say that a report which is to be signed has been sent without being adopted: to whom and when. Else nothing."""
    if not is_signed or not sent:
        return ""
    told = dict.fromkeys(f"{_in_sentence(to)} {day(on)}" for to, on in sent)
    return f"{NOT_ADOPTED}. Skickad till {listed(list(told))}."


def _in_sentence(to: str) -> str:
    """A meeting's title begins with a capital letter that a sentence does not want."""
    return to[:1].lower() + to[1:] if to.startswith(("Styrelsemöte", "Extra ", "Konstituerande ")) else to
