"""The association and who may do what in it: members, ordinance, persons, seats, roles, audit, tenancy.

Law 2003:1210. Förbund = association, medlem = member, förbundsordning = ordinance, uppdrag = seat.
"""
