"""Plain Python that knows nothing of Finsam: amounts, shares, periods, Swedish formats, kind errors."""
