"""Pages of the calendar, by subject."""
