"""What an agreement may say against the decision it rests on."""

from collections.abc import Mapping
from datetime import date

from finsam.kernel.swedish import kr


def amount_faults(
    agreed: Mapping[int, int], *, granted: Mapping[int, int], claimed: Mapping[int, int], since: date, until: date
) -> list[str]:
    """Return a sentence for each amount that cannot be agreed; all by year, in öre.

    No year gets more than was granted, less than has been claimed, or anything outside the time of the agreement.
    """
    faults = []
    for year, ore in sorted(agreed.items()):
        most = granted.get(year, 0)
        if ore > most:
            faults.append(f"{year}: beslutet ger högst {kr(most)}, och här står {kr(ore)}. Sänk beloppet.")
        if ore and not since.year <= year <= until.year:
            faults.append(f"{year} ligger utanför avtalets tid. Ändra tiden eller ta bort beloppet.")
    faults += [
        f"{year}: {kr(ore)} är redan rekvirerat. Beloppet kan inte bli mindre än det."
        for year, ore in sorted(claimed.items())
        if agreed.get(year, 0) < ore
    ]
    if not any(agreed.values()):
        faults.append("Skriv hur mycket förbundet betalar minst ett av åren.")
    return faults
