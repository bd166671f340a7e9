"""Disclosure control: what is hidden in a table before it is published, and whether it stays hidden."""
