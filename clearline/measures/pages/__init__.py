"""The pages about figures, by subject."""
