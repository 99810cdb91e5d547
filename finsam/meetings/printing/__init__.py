"""Everything of meetings that is printed: minutes, extracts, notices and their proof, the calling with its papers."""

from finsam.meetings.printing.calling import calling_pdf
from finsam.meetings.printing.minutes import Certificate, extract_pdf, minutes_pdf
from finsam.meetings.printing.notices import Board, NoticeFacts, notice_facts, notice_pdf, proof_pdf

__all__ = [
    "Board",
    "Certificate",
    "NoticeFacts",
    "calling_pdf",
    "extract_pdf",
    "minutes_pdf",
    "notice_facts",
    "notice_pdf",
    "proof_pdf",
]
