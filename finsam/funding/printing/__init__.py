"""Papers of the funding, each as PDF/A-2a and PDF/UA-1."""
