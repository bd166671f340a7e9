"""A whole authority out and in again, backups, restoring them and proving them."""
