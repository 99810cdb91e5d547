"""Funding (finansiering): calls, applications, assessment, grants, agreements, follow-up reports, claims.

Law 2003:1210, 7 §; prop. 2002/03:132 p. 52-54; rules R8, R9, R33, R36. Ansökan = application, avtal = agreement.
"""
