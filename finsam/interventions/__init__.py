"""What the association finances: interventions, individual or structural, with target and cost pool.

Law 2003:1210, 7 § (tasks). Insats = intervention, målsatt antal = target, kostnadspool = cost pool.
"""
