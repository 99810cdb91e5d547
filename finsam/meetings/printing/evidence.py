"""Who approved the minutes, as they stand on paper."""

from finsam.pdf.minutes import Intro, PaperPart
from finsam.signing.printing import APPROVALS, SAME_CONTENT, approvals_table, check_block
from finsam.signing.queries import Evidence


def approvals_part(evidence: Evidence, remark: str) -> PaperPart:
    """Return the page that tells who approved, and how to check it."""
    intro = Intro(f"Protokollet {SAME_CONTENT}")
    return PaperPart(APPROVALS, [intro, approvals_table(evidence), check_block(evidence, remark)])
