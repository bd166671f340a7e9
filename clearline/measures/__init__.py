"""Outcomes: what is measured, the published figures, the statutory returns, and what may be let out."""
