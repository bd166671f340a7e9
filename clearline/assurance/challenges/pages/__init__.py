"""Pages of challenges, of actions, and of who speaks for whom."""
