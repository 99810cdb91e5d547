"""Whether the sums written in a budget are what its items come to, by how much not, and why (R4)."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from finsam.kernel.swedish import amount, listed
from finsam.money.rules.sum_readings import Amount, Document, Item, Reading, Stated

KRONA = 100
MOST_CAUSES = 10  # earlier errors looked among for those that a sum follows from


@dataclass(frozen=True)
class Verdict:
    """What is said of a sum in a year: as written and as its lines give, in öre, and what explains a difference.

    `lines_ore` is None when it cannot be seen what it sums. `follows` are the earlier wrong sums it agrees with.
    """

    stated: Stated
    year: int
    stated_ore: int
    reading: Reading | None
    lines_ore: int | None
    amounts: frozenset[Amount] = frozenset()
    follows: Sequence["Verdict"] = ()
    explained: str = ""

    @property
    def difference_ore(self) -> int:
        """What the lines give less what was written: minus is worse than it says."""
        return 0 if self.lines_ore is None else self.lines_ore - self.stated_ore

    @property
    def bears(self) -> bool:
        """Whether the lines give just what was written."""
        return self.lines_ore == self.stated_ore

    @property
    def is_root(self) -> bool:
        """Whether it is wrong of itself, and not because an earlier sum is."""
        return self.lines_ore is not None and not self.bears and not self.follows


def judge(items: Sequence[Item], sums: Sequence[Stated], unit: int = 1) -> list[Verdict]:
    """Hold every sum against its items, each year: in the order of the document, by year.

    `unit` is kronor per one in the document, for what rounding may explain.
    """
    document = Document(items, sums)
    plain = [
        _held(document, stated, year, ore, reading)
        for stated in sorted(sums, key=lambda one: one.position)
        for reading in [document.reading_of(stated)]
        for year, ore in sorted(stated.amounts.items())
    ]
    told: dict[int, Verdict] = {}
    for place in sorted(range(len(plain)), key=lambda place: (len(plain[place].amounts), place)):
        roots = [verdict for verdict in told.values() if verdict.is_root]
        told[place] = _explained(document, plain[place], roots, unit)
    return [told[place] for place in range(len(plain))]


def _held(document: Document, stated: Stated, year: int, ore: int, reading: Reading | None) -> Verdict:
    amounts = reading.amounts_of(year) if reading else frozenset()
    return Verdict(stated, year, ore, reading, document.ore(amounts) if reading else None, amounts)


def _explained(document: Document, verdict: Verdict, roots: Sequence[Verdict], unit: int) -> Verdict:
    if verdict.bears or verdict.lines_ore is None:
        return verdict
    follows = _causes(verdict, roots)
    explained = "" if follows else next(_explanations(document, verdict, unit), "")
    return Verdict(
        verdict.stated, verdict.year, verdict.stated_ore, verdict.reading, verdict.lines_ore, verdict.amounts,
        follows, explained,
    )  # fmt: skip


def _causes(verdict: Verdict, roots: Sequence[Verdict]) -> Sequence[Verdict]:
    """Return the fewest earlier errors, of other sums of the same lines, that together make the difference."""
    within = [root for root in roots if root.amounts <= verdict.amounts and root.stated is not verdict.stated]
    among = within[:MOST_CAUSES]
    for count in range(1, len(among) + 1):
        for chosen in itertools.combinations(among, count):
            apart = sum(len(one.amounts) for one in chosen) == len(frozenset().union(*(one.amounts for one in chosen)))
            if apart and sum(one.difference_ore for one in chosen) == verdict.difference_ore:
                return chosen
    return ()


def _explanations(document: Document, verdict: Verdict, unit: int) -> Iterator[str]:
    """Tell what a difference plainly comes from, the surest first."""
    assert verdict.reading
    assert verdict.lines_ore is not None
    for year in document.years:
        if year != verdict.year and document.ore(verdict.reading.amounts_of(year)) == verdict.stated_ore != 0:
            yield f"Det är samma belopp som raderna ger {year}."
    if verdict.stated_ore == -verdict.lines_ore:
        yield "Tecknet är omvänt."
    if not verdict.stated_ore and verdict.lines_ore:
        yield "Summan är inte ifylld."
    yield from _one_item(document, verdict)
    yield from _digits(verdict.stated_ore, verdict.lines_ore, unit)
    if abs(verdict.difference_ore) * 2 <= len(verdict.amounts) * unit * KRONA:
        yield "Det kan vara avrundning."


def _one_item(document: Document, verdict: Verdict) -> Iterator[str]:
    less = verdict.difference_ore
    for position, year in sorted(verdict.amounts):
        ore, label = document.ore([(position, year)]), document.label(position)
        if ore and ore == less:
            yield f"Det är beloppet på raden {label}, som kan ha fallit bort."
        elif ore and ore == -less:
            yield f"Det är beloppet på raden {label}, som kan vara räknad två gånger."
        elif ore and 2 * ore == less:
            yield f"Det är det dubbla beloppet på raden {label}, som kan ha fått fel tecken."
    for position, year in sorted(verdict.amounts):
        for other in document.years:
            now, then = document.ore([(position, year)]), document.ore([(position, other)])
            if other != year and now and then and then - now == -less:
                yield f"Summan stämmer med {document.label(position)} som den är {other}."


def _digits(stated_ore: int, lines_ore: int, unit: int) -> Iterator[str]:
    written, given = (str(abs(ore) // (KRONA * unit)) for ore in (stated_ore, lines_ore))
    if len(written) != len(given) or (stated_ore < 0) != (lines_ore < 0):
        return
    apart = [place for place in range(len(written)) if written[place] != given[place]]
    if len(apart) == 2 and apart[1] == apart[0] + 1 and _swapped(written, apart[0]) == given:
        yield "Två siffror har bytt plats."
    elif len(apart) == 1 and len(written) > 2:
        yield "En enda siffra skiljer."


def _swapped(digits: str, place: int) -> str:
    return digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]


# words


def said(verdict: Verdict) -> str:
    """Say of a sum in a year whether its lines bear it, as a good colleague would."""
    if verdict.lines_ore is None:
        return "Det går inte att se vad den summerar."
    if verdict.bears:
        return "Stämmer."
    words = [f"Raderna ger {_apart(verdict)}."]
    if verdict.follows:
        words.append(f"Följer av {_named(verdict.follows)}, {_kronor(verdict.difference_ore)}.")
    elif verdict.explained:
        words.append(verdict.explained)
    return " ".join(words)


def said_beside(verdict: Verdict) -> str:
    """Say the same where the amounts stand beside: of a sum that follows only what it follows from."""
    if not verdict.follows:
        return said(verdict)
    same_year = {cause.year for cause in verdict.follows} == {verdict.year}
    return f"Följer av {_labels(verdict.follows) if same_year else _named(verdict.follows)}."


def _labels(causes: Iterable[Verdict]) -> str:
    return listed(list(dict.fromkeys(cause.stated.label for cause in causes)))


def _apart(verdict: Verdict) -> str:
    assert verdict.lines_ore is not None
    less = verdict.stated_ore - verdict.lines_ore
    if verdict.reading and verdict.reading.of == "group" and verdict.stated_ore * verdict.lines_ore >= 0:
        more = abs(verdict.lines_ore) > abs(verdict.stated_ore)
        return f"{_kronor(less)} {'mer' if more else 'mindre'}"
    return f"{amount(verdict.lines_ore)} kr, alltså {_kronor(less)} {'lägre' if less > 0 else 'högre'}"


def _named(causes: Iterable[Verdict]) -> str:
    years: dict[str, list[str]] = {}
    for cause in causes:
        years.setdefault(cause.stated.label, []).append(str(cause.year))
    return listed([f"{label} {listed(found)}" for label, found in years.items()])


def _kronor(ore: int) -> str:
    """Write a difference: whole kronor, öre only when they are all there is."""
    return f"{amount(abs(ore))} kr" if abs(ore) >= KRONA else f"{abs(ore)} öre"


def summary(verdicts: Sequence[Verdict]) -> str:
    """Say in a sentence how many of the sums their lines bear."""
    wrong = [verdict for verdict in verdicts if verdict.lines_ore is not None and not verdict.bears]
    unknown = sum(verdict.lines_ore is None for verdict in verdicts)
    if not verdicts:
        return "Det finns inga skrivna summor att pröva."
    bearing = len(verdicts) - len(wrong) - unknown
    parts = [f"Alla {bearing}" if bearing == len(verdicts) else f"{bearing} av {len(verdicts)}"]
    parts[0] += " skrivna summor stämmer med sina rader."
    if roots := sum(verdict.is_root for verdict in wrong):
        rest = len(wrong) - roots
        parts.append(
            f"{'Ett fel' if roots == 1 else f'{roots} fel'} ligger i summorna själva"
            + (f", och {rest} följer av {'det' if roots == 1 else 'dem'}." if rest else ".")
        )
    if unknown:
        parts.append(f"För {unknown} går det inte att se vad de summerar.")
    return " ".join(parts)
