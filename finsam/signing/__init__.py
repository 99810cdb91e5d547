"""Approvals in order of one content, the seal put on the file once, and its verification by anyone (rule R43).

Swedish: godkännande, försegling, kontroll. Knows nothing of what is approved.
"""
