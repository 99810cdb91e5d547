"""Who works in an intervention and who steers it: posts, places and parties, never names; and the path out of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from finsam.home.intervention_words import drawn
from finsam.interventions.models import SteeringPlace, TeamPost, TransitionStep
from finsam.interventions.queries.whole import Whole
from finsam.kernel.swedish import day, listed
from finsam.ui.charts import Caption, Part, Stack, shares
from finsam.ui.parts import Fact
from finsam.ui.tables import ShownCell, ShownColumn, ShownRow, ShownTable

FULL = 100


@dataclass(frozen=True)
class PostRow:
    """A post: role, employer, and how much of a full-time post, or since when it is vacant."""

    role: str
    detail: str
    aside: str
    vacant: bool


@dataclass(frozen=True)
class TeamPart:
    """The posts of today, those that have ended, the steering group and the parties."""

    posts: Sequence[PostRow]
    ended: Sequence[PostRow]
    said: str
    steering: str
    places: Sequence[Fact]
    parties: Sequence[Fact]


@dataclass(frozen=True)
class TransitionPart:
    """The path into ordinary operation: the text, and who carries how much of the cost year by year."""

    text: str
    art: SafeString | str
    table: ShownTable | None


def team_part(whole: Whole, on: date) -> TeamPart:
    """Return the team as it stands on a day."""
    posts = [post for post in whole.team if post.until is None or post.until >= on]
    return TeamPart(
        [_post(post, on) for post in posts],
        [_ended(post) for post in whole.team if post not in posts],
        _summed(posts, on),
        _steering(whole.steering),
        [Fact(place.organisation, _place(place)) for place in whole.steering],
        [Fact(party.name, party.part) for party in whole.parties],
    )


def _post(post: TeamPost, on: date) -> PostRow:
    vacant = post.vacant_since is not None and post.vacant_since <= on
    paid = "" if post.funded else "arbetsgivaren betalar"
    coming = f"från {day(post.since)}" if post.since and post.since > on else ""
    ends = f"till {day(post.until)}" if post.until else ""
    detail = " · ".join(filter(None, [post.employer, paid, coming, ends]))
    if vacant and post.vacant_since:
        return PostRow(
            post.role,
            " · ".join(filter(None, [detail, f"{post.percent} %"])),
            f"vakant sedan {day(post.vacant_since)}",
            vacant=True,
        )
    return PostRow(post.role, detail, f"{post.percent} %", vacant=False)


def _ended(post: TeamPost) -> PostRow:
    assert post.until is not None
    return PostRow(post.role, post.employer, f"{post.percent} %, till {day(post.until)}", vacant=False)


def _summed(posts: Sequence[TeamPost], on: date) -> str:
    if not posts:
        return ""
    filled = [post for post in posts if not (post.vacant_since and post.vacant_since <= on)]
    total = sum(post.percent for post in filled) / FULL
    own = sum(post.percent for post in filled if post.funded) / FULL
    written = f"{total:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    paid = f"{own:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    said = f"{written} årsarbetare är på plats"
    return f"{said}, förbundet betalar {paid}." if paid != written else f"{said}."


def _steering(places: Sequence[SteeringPlace]) -> str:
    chair = next((place.organisation for place in places if place.is_chair), "")
    others = [place.organisation for place in places if not place.is_chair]
    led = f"{chair} är ordförande. " if chair else ""
    return f"{led}{'Med sitter ' if chair else ''}{listed(others)}." if others else led.strip()


def _place(place: SteeringPlace) -> str:
    said = ["ordförande" if place.is_chair else "", "adjungerad" if place.is_co_opted else "", place.function]
    return ", ".join(filter(None, said))


# into ordinary operation


def transition_part(whole: Whole) -> TransitionPart | None:
    """Return the path into ordinary operation; None when nothing is said of it."""
    if not (whole.row.transition or whole.steps):
        return None
    return TransitionPart(whole.row.transition, _picture(whole.steps), _table(whole.steps))


def _picture(steps: Sequence[TransitionStep]) -> SafeString | str:
    """Draw each year as a bar of the whole cost: what each party carries, and what is left to the association."""
    years = sorted({step.year for step in steps})
    parties = list(dict.fromkeys(step.party for step in steps))
    rows = []
    for year in years:
        carried = {step.party: step.percent for step in steps if step.year == year}
        rest = FULL - sum(carried.values())
        if rest < 0:
            return ""
        parts = [Part(name, carried.get(name, 0), f"{carried.get(name, 0)} %") for name in parties]
        rows.append(Stack(str(year), (Part("Förbundet", rest, f"{rest} %"), *parts), text=" "))
    if not rows:
        return ""
    caption = Caption("overgang", "Vem som bär kostnaden år för år", _told(rows))
    return drawn(lambda theme: shares(rows, caption, theme=theme))


def _told(rows: Sequence[Stack]) -> str:
    return ". ".join(f"{row.label}: {', '.join(part.spoken for part in row.parts if part.value)}" for row in rows)


def _table(steps: Sequence[TransitionStep]) -> ShownTable | None:
    if not steps:
        return None
    columns = [ShownColumn("År", "words"), ShownColumn("Tar över", "words"), ShownColumn("Andel av kostnaden, %")]
    rows = [
        ShownRow([ShownCell(str(step.year)), ShownCell(step.party), ShownCell(str(step.percent))], remark=step.remark)
        for step in sorted(steps, key=lambda step: step.year)
    ]
    return ShownTable("Steg till ordinarie verksamhet", columns, rows)
