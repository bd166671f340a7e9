"""The pages of accounts: one’s own, and people and roles of an authority."""
