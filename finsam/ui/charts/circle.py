"""The geometry of a circle whose angles run clockwise from the top."""

from math import cos, pi, sin

from finsam.ui.charts.svg import points

TURN = 2 * pi
_QUARTER, _THREE_QUARTERS = 90, 270


def at(centre: tuple[float, float], radius: float, angle: float) -> tuple[float, float]:
    """Return the point at an angle clockwise from the top."""
    return centre[0] + radius * sin(angle), centre[1] - radius * cos(angle)


def arc(centre: tuple[float, float], radius: float, first: float, last: float) -> str:
    """Return the path of an arc, clockwise."""
    start, end = at(centre, radius, first), at(centre, radius, last)
    return f"M {points(start)} A {points((radius, radius))} 0 {int(last - first > pi)} 1 {points(end)}"


def sector(centre: tuple[float, float], radii: tuple[float, float], first: float, last: float) -> str:
    """Return the path of a piece of a ring between an inner and an outer radius."""
    inner, outer = radii
    back, start = at(centre, inner, last), at(centre, inner, first)
    large = int(last - first > pi)
    inward = f"L {points(back)} A {points((inner, inner))} 0 {large} 0 {points(start)} Z"
    return f"{arc(centre, outer, first, last)} {inward}"


def upright(angle: float) -> float:
    """Return the turn in degrees of words along the circle at an angle, never upside down."""
    degrees = angle * 360 / TURN
    return degrees - 180 if _QUARTER < degrees < _THREE_QUARTERS else degrees


def lies_low(angle: float) -> bool:
    """Tell whether words at the angle stand in the lower half, and so turn their feet outward."""
    return pi / 2 < angle < 3 * pi / 2
