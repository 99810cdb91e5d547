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
    KEEP_FUNDING = "keep_funding"  # calls, applications, assessment, agreements, follow-up reports, interventions
    TAKE_POSITION = "take_position"  # on applications, for a party in the preparatory group
    SIGN_AGREEMENT = "sign_agreement"  # for the association, or for the project owner one is asked for
    ATTEST = "attest"  # claims, one of the two
    RUN_PROJECT = "run_project"  # what one's own funded work asks for: applications, reports, claims
    SET_RULES = "set_rules"  # the association's own provisions: deadlines, majorities, text modules


_ALL = frozenset(Permission)
_READ = frozenset({Permission.SEE_ASSOCIATION})
_BOARD = _READ | {Permission.OPEN_LEDGER, Permission.READ_SECRET, Permission.SIT_IN_BODY}
_SIGNS = {Permission.SIGN_AGREEMENT, Permission.ATTEST}
_OFFICE = _READ | {Permission.KEEP_DIARY, Permission.READ_SECRET, Permission.KEEP_MEETINGS}

ROLES: dict[str, frozenset[Permission]] = {
    "director": _ALL - {Permission.SIT_IN_BODY, Permission.RUN_PROJECT},
    "secretary": _OFFICE,
    "economist": _READ
    | {
        Permission.OPEN_LEDGER,
        Permission.KEEP_MONEY,
        Permission.WRITE_REPORT,
        Permission.KEEP_DIARY,
        Permission.ATTEST,
    },
    "chair": _BOARD | _SIGNS,
    "vice_chair": _BOARD | _SIGNS,
    "member": _BOARD,
    "substitute": _BOARD,
    "auditor": _READ | {Permission.OPEN_LEDGER, Permission.OPEN_REGISTRATIONS, Permission.READ_SECRET},
    "coordinator": _READ | {Permission.OPEN_REGISTRATIONS},
    "preparatory_member": _READ | {Permission.SIT_IN_BODY, Permission.TAKE_POSITION},
    "project_owner": frozenset({Permission.RUN_PROJECT, Permission.SIGN_AGREEMENT}),
}
"""The key of a role is what a seat's `role` holds."""
