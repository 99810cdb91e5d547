"""The numbers that grants, agreements and claims can tell."""

from finsam.funding.figures import claims

__all__ = ["claims"]
