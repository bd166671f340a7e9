"""Who challenged whom, what was answered and what changed; and the actions that follow."""
