"""The pages of information law, by subject."""
