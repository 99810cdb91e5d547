"""Where the pages after a meeting stand: crumbs, and links that hold also before the page they lead to exists."""

from finsam.core.models import Association
from finsam.meetings.models import Meeting
from finsam.meetings.records import meeting_key
from finsam.meetings.stages import address_of
from finsam.meetings.words import meeting_title
from finsam.ui.parts import Link


def crumbs_of(association: Association, meeting: Meeting, here: str) -> list[Link]:
    """Return the way to a page of the meeting: Möten, the meeting, the page."""
    places = [
        Link("Möten", address_of("meetings", association)),
        Link(meeting_title(meeting), address_of("meeting", association, meeting_key(meeting))),
    ]
    return [place for place in places if place.url] + [Link(here)]


def titled(what: str, meeting: Meeting) -> str:
    """Return the title of a page of the meeting: "Anslag, styrelsemöte fredag 19 november 2021"."""
    name = meeting_title(meeting)
    return f"{what}, {name[:1].lower()}{name[1:]}"


def writing_address(association: Association, key: str, position: int) -> str:
    """Return where an item is written, by its position from 0; nothing when there is no such page."""
    live = address_of("meeting-live", association, key)
    return f"{live}?punkt={position + 1}" if live else ""
