"""Finsam: the one system for coordination associations (samordningsförbund, law 2003:1210)."""
