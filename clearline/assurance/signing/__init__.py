"""Sign-off: bound to a digest of what was signed."""
