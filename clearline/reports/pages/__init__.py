"""Pages of reports, by subject."""
