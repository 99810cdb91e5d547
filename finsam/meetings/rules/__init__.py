"""Pure rules of meetings: who serves, quorum, votes, numbers, dates."""
