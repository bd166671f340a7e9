"""Records whose columns are data: first the roll-call of safeguarding training and vetting."""
