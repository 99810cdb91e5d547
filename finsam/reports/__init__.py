"""Reports: outlines of sections whose text names figures, tables and charts; shown as page, PDF and data.

Årsredovisning = annual report (24 § law 2003:1210, law 2018:597), avsnitt = section, härledning = derivation.
"""
