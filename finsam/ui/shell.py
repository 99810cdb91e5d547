"""What stands around every page: the band, the words of navigation, the foot. The base template reads only this."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

PHONE_PLACES = 4
ICONS = {"Idag": "drop", "Möten": "calendar", "Insatser": "streams", "Pengar": "bars", "Mer": "lines"}


@dataclass(frozen=True)
class Area:
    """A word of the navigation. Without a url the page does not exist, and the word is not shown."""

    label: str
    url: str = ""
    current: bool = False

    @property
    def icon(self) -> str:
        """Name of the drawing in the phone bar."""
        return ICONS.get(self.label, "drop")


@dataclass(frozen=True)
class Shell:
    """Surroundings of a page. Every field may be left empty; what is empty is not drawn."""

    product: str = "Finsam"
    home_url: str = "/"
    association: str = ""
    association_url: str = ""
    associations: Sequence[tuple[str, str]] = ()
    areas: Sequence[Area] = ()
    phone_areas: Sequence[Area] = ()
    user: str = ""
    user_links: Sequence[tuple[str, str]] = ()
    sign_in_url: str = ""
    sign_out_url: str = ""
    search_url: str = ""
    search_text: str = ""
    help_url: str = ""
    foot: str = ""
    foot_links: Sequence[tuple[str, str]] = ()
    theme: Literal["", "light", "dark"] = ""

    @property
    def words(self) -> list[Area]:
        """Areas that exist, for the navigation."""
        return [area for area in self.areas if area.url]

    @property
    def bar(self) -> list[Area]:
        """At most four areas for the phone's bottom bar."""
        return [area for area in self.phone_areas or self.areas if area.url][:PHONE_PLACES]

    @property
    def rest(self) -> list[Area]:
        """Areas behind "Mer" in the phone's bottom bar."""
        shown = {area.label for area in self.bar}
        return [area for area in self.words if area.label not in shown]

    @property
    def in_rest(self) -> bool:
        """Whether the current page stands behind "Mer"."""
        return any(area.current for area in self.rest)
