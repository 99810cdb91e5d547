"""What is said of a vote: how many are needed, how it stands, what is minuted."""

from fractions import Fraction

from finsam.meetings.rules.votes import Count

WORDS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")


def fraction_of(numerator: int | None, denominator: int | None) -> Fraction | None:
    """Return the qualified majority; None for a simple one."""
    return Fraction(numerator, denominator) if numerator and denominator else None


def threshold_words(count: Count, majority: Fraction | None) -> str:
    """Write what carries the question: "4 Ja krävs (2/3 av 6)"."""
    if majority is None:
        return f"{count.needed} Ja räcker (enkel majoritet)"
    voting = count.yes + count.no + count.missing
    return f"{count.needed} Ja krävs ({majority.numerator}/{majority.denominator} av {voting})"


def standing_words(count: Count, majority: Fraction | None) -> str:
    """Write how the vote stands: "Två Ja hittills. Frågan faller även om den som är kvar röstar Ja."."""
    so_far = f"{'Ett' if count.yes == 1 else _word(count.yes).capitalize()} Ja{' hittills' if count.missing else ''}."
    if count.missing:
        return f"{so_far} {_already(count, majority)}"
    if count.chair_must_vote:
        return "Rösterna är lika. Ordföranden behöver rösta: den rösten avgör."
    if count.carried is None:
        return "Rösterna är lika. Dra lott."
    ways = {"casting_vote": "Rösterna är lika. Ordförandens röst avgör: ", "lot": "Rösterna är lika. Lotten avgör: "}
    outcome = "frågan får bifall." if count.carried else "frågan faller."
    return ways.get(count.way, f"{so_far} ") + (outcome if count.way in ways else outcome.capitalize())


def _already(count: Count, majority: Fraction | None) -> str:
    """Write what those who are left can still change."""
    rest = "den som är kvar" if count.missing == 1 else "alla som är kvar"
    if count.yes >= count.needed:
        return f"Frågan får bifall även om {rest} röstar Nej."
    lost = count.yes + count.missing < (count.needed if majority else count.no)
    if lost:
        return f"Frågan faller även om {rest} röstar Ja."
    return f"{_word(count.missing).capitalize()} har inte röstat."


def ballot_sentence(count: Count, majority: Fraction | None, yes_means: str, no_means: str) -> str:
    """Write the result as it is minuted."""
    votes = f"{count.yes} Ja, {count.no} Nej"
    if count.abstain:
        votes += f" och {count.abstain} som avstår"
    if count.missing:
        votes += f" ({count.missing} röstar inte)"
    means = (yes_means if count.carried else no_means) or ("frågan bifalls" if count.carried else "frågan faller")
    ways = {
        "majority": "",
        "qualified": f" För bifall krävs {_share(majority)} av dem som röstar, {count.needed} Ja.",
        "casting_vote": " Rösterna är lika och ordförandens röst avgör.",
        "lot": " Rösterna är lika och lotten avgör.",
        "open": "",
    }
    return f"Omröstningen ger {votes}.{ways[count.way]} Utfall: {means}."


def _share(majority: Fraction | None) -> str:
    return f"{majority.numerator}/{majority.denominator}" if majority else "hälften"


def _word(number: int) -> str:
    return WORDS[number] if number < len(WORDS) else str(number)
