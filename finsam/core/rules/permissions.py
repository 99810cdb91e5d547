"""What a person may do, and the roles as sets of it."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing a person may do in an association."""

    SEE_ASSOCIATION = "see_association"
    OPEN_LEDGER = "open_ledger"  # vouchers behind a sum
    OPEN_REGISTRATIONS = "open_registrations"  # rows without identity behind a count
    WRITE_REPORT = "write_report"


_ALL = frozenset(Permission)
_READ = frozenset({Permission.SEE_ASSOCIATION})

ROLES: dict[str, frozenset[Permission]] = {
    "director": _ALL,
    "economist": _READ | {Permission.OPEN_LEDGER, Permission.WRITE_REPORT},
    "chair": _READ | {Permission.OPEN_LEDGER},
    "vice_chair": _READ | {Permission.OPEN_LEDGER},
    "member": _READ | {Permission.OPEN_LEDGER},
    "substitute": _READ | {Permission.OPEN_LEDGER},
    "auditor": _READ | {Permission.OPEN_LEDGER, Permission.OPEN_REGISTRATIONS},
    "coordinator": _READ | {Permission.OPEN_REGISTRATIONS},
    "preparatory_member": _READ,
}
"""The key of a role is what a seat's `role` holds."""
