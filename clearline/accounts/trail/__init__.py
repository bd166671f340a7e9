"""The trail: who did what, when and why, in an append-only chain an authority, checkable from outside."""
