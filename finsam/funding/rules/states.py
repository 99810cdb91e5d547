"""Where an application, an agreement, a follow-up report and a claim may go from where they stand."""

from collections.abc import Mapping

APPLICATION: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"received", "withdrawn"}),
    "received": frozenset({"incomplete", "proposed", "granted", "rejected", "withdrawn"}),
    "incomplete": frozenset({"received", "proposed", "granted", "rejected", "withdrawn"}),
    "proposed": frozenset({"received", "incomplete", "granted", "rejected", "withdrawn"}),
    "granted": frozenset({"proposed", "received", "rejected"}),  # when the § is taken up again
    "rejected": frozenset({"proposed", "received", "granted"}),
    "withdrawn": frozenset(),
}
AGREEMENT: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"signing"}),
    "signing": frozenset({"draft", "signed"}),
    "signed": frozenset({"replaced", "ended"}),
    "replaced": frozenset(),
    "ended": frozenset(),
}
PROGRESS: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"sent"}),
    "sent": frozenset({"returned", "approved"}),
    "returned": frozenset({"sent"}),
    "approved": frozenset(),
}
CLAIM: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"sent"}),
    "sent": frozenset({"returned", "attested"}),
    "returned": frozenset({"sent"}),
    "attested": frozenset({"ordered", "paid", "returned"}),
    "ordered": frozenset({"paid", "attested"}),  # attested again when its payment file is cancelled
    "paid": frozenset(),
}


def check_next(table: Mapping[str, frozenset[str]], now: str, to: str, sentence: str) -> None:
    """Refuse a step that the table does not have. Raises ValueError with the sentence, which says what to do."""
    if to not in table[now]:
        raise ValueError(sentence)
