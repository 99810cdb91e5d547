"""What a person may do, and the roles as sets of it."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing a person may do in an association."""

    SEE_ASSOCIATION = "see_association"
    OPEN_LEDGER = "open_ledger"  # vouchers behind a sum
    KEEP_MONEY = "keep_money"  # read in the ledger, budget, contributions, follow-up, forecasts, accounts
    OPEN_REGISTRATIONS = "open_registrations"  # rows without identity behind a count
    WRITE_REPORT = "write_report"
    KEEP_DIARY = "keep_diary"  # register cases and documents, answer requests for them
    READ_SECRET = "read_secret"  # documents under secrecy  # noqa: S105
    KEEP_MEETINGS = "keep_meetings"  # plan, call, write minutes, put up notices, follow up decisions
    SIT_IN_BODY = "sit_in_body"  # read drafts of the minutes, report absence, vote, reserve oneself, ask for changes
    SET_RULES = "set_rules"  # the association's own provisions: deadlines, majorities, text modules


_ALL = frozenset(Permission)
_READ = frozenset({Permission.SEE_ASSOCIATION})
_BOARD = _READ | {Permission.OPEN_LEDGER, Permission.READ_SECRET, Permission.SIT_IN_BODY}
_OFFICE = _READ | {Permission.KEEP_DIARY, Permission.READ_SECRET, Permission.KEEP_MEETINGS}

ROLES: dict[str, frozenset[Permission]] = {
    "director": _ALL - {Permission.SIT_IN_BODY},
    "secretary": _OFFICE,
    "economist": _READ
    | {Permission.OPEN_LEDGER, Permission.KEEP_MONEY, Permission.WRITE_REPORT, Permission.KEEP_DIARY},
    "chair": _BOARD,
    "vice_chair": _BOARD,
    "member": _BOARD,
    "substitute": _BOARD,
    "auditor": _READ | {Permission.OPEN_LEDGER, Permission.OPEN_REGISTRATIONS, Permission.READ_SECRET},
    "coordinator": _READ | {Permission.OPEN_REGISTRATIONS},
    "preparatory_member": _READ | {Permission.SIT_IN_BODY},
}
"""The key of a role is what a seat's `role` holds."""
