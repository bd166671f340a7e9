"""Which report is due from whom to whom and when, what was issued, who received it; pre-election periods."""
