"""The association's running work in a bundle: cases, documents, meetings, delegated decisions, discharges.

What is already in the database is never changed by a bundle: it must agree, or be new.
"""
