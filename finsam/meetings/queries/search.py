"""What search finds in agendas and minutes: items by their title, background and decisions, or by their §."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import Exists, OuterRef, Q, QuerySet

from finsam.core.models import Association
from finsam.core.rules.permissions import Permission
from finsam.kernel.swedish import SPACE
from finsam.meetings.models import Decision, Item, MeetingState
from finsam.meetings.queries.act_parts import address, near_day
from finsam.meetings.words import meeting_name

CONFIGURATION = "swedish"
READ_DRAFTS = frozenset({Permission.SIT_IN_BODY, Permission.KEEP_MEETINGS})
_SECTION = re.compile(r"§?\s*(\d{1,5})")


@dataclass(frozen=True)
class ItemHit:
    """An item that search found: "§ 70 Projektansökan Coachingteamet", where, and the page it stands on."""

    title: str
    where: str
    url: str


def search_items(
    association: Association, words: str, permissions: Collection[Permission], today: date, limit: int = 20
) -> Sequence[ItemHit]:
    """Return the items found, the best first. Must be called within the association.

    What is secret is found by those who may read it, what is not adjusted by those who may read drafts,
    and an agenda that is not called to yet by those who make it.
    """
    words = words.replace("\0", "").strip()
    if not words:
        return []
    found = _readable(association, permissions).filter(_matching(association, words))
    vector = SearchVector("title", weight="A", config=CONFIGURATION) + SearchVector(
        "background", weight="C", config=CONFIGURATION
    )
    ranked = found.annotate(rank=SearchRank(vector, _query(words))).order_by("-rank", "-meeting__held_on", "position")
    return [_hit(association, item, today) for item in ranked.select_related("meeting")[:limit]]


def _readable(association: Association, permissions: Collection[Permission]) -> QuerySet[Item]:
    items = Item.objects.filter(association=association)
    if Permission.KEEP_MEETINGS not in permissions:
        items = items.exclude(meeting__state=MeetingState.PLANNED)
    if not READ_DRAFTS.intersection(permissions):
        items = items.filter(meeting__state=MeetingState.ADJUSTED, withheld=False)
    if Permission.READ_SECRET not in permissions:
        items = items.filter(Q(case=None) | Q(case__secret=False))
    return items


def _matching(association: Association, words: str) -> Q:
    query = _query(words)
    decided = Decision.objects.annotate(found=SearchVector("text", config=CONFIGURATION)).filter(
        association=association, item=OuterRef("pk"), found=query
    )
    own = Item.objects.annotate(found=SearchVector("title", "background", config=CONFIGURATION)).filter(
        association=association, pk=OuterRef("pk"), found=query
    )
    matching = Q(Exists(own)) | Q(Exists(decided)) | Q(title__icontains=words)
    section = _SECTION.fullmatch(words)
    return matching | Q(number=int(section[1])) if section else matching


def _query(words: str) -> SearchQuery:
    return SearchQuery(words, config=CONFIGURATION, search_type="websearch")


def _hit(association: Association, item: Item, today: date) -> ItemHit:
    meeting = item.meeting
    title = f"§{SPACE}{item.number} {item.title}" if item.number else item.title
    where = f"{meeting_name(meeting)} {near_day(meeting.held_on, today)}"
    if item.number:
        return ItemHit(title, where, f"{address(association, meeting, 'minutes')}#p{item.number}")
    return ItemHit(title, where, address(association, meeting, "papers"))
