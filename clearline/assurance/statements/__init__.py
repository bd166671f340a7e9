"""What the accountable people say of a duty: two columns, never one author."""
