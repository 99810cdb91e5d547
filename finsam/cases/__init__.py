"""Cases (ärenden) and documents (handlingar): the diary (diarium), secrecy, retention, release, archive.

Law: tryckfrihetsförordningen 2 ch., OSL 5 ch., arkivlagen (1990:782) 3-6 §§; rules R42 and R43.
"""
