"""Who takes part, without identity: registrations of three kinds, codes, structural activities (rules R35-R40).

Registrering = registration, aktualiserad av = referrer, resultat = outcome, stegförflyttning = step forward.
"""
