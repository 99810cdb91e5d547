"""The numbers that applications, grants and claims can tell, and the krona followed through an intervention."""

from finsam.funding.figures import applications, claims, grants, krona

__all__ = ["applications", "claims", "grants", "krona"]
