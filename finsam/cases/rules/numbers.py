"""The diary number as it is written, in the form the association has chosen."""

PLACES = ("{år}", "{nummer}")


def diary_number(form: str, *, association: str, year: int, number: int) -> str:
    """Write the number: "{förbund} {år}-{nummer}" gives "SOFINT 2021-41".

    Raises ValueError with a Swedish sentence when the form has no place for year or number: two cases
    could then get the same.
    """
    missing = [place for place in PLACES if place not in form]
    if missing:
        raise ValueError(f"Diarienumrets form ”{form}” saknar {' och '.join(missing)}. Lägg till det under Regler.")
    written = form.replace("{förbund}", association).replace("{år}", str(year)).replace("{nummer}", str(number))
    return " ".join(written.split())
