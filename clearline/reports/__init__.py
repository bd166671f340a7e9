"""Packs (what to say) and formats (how to print it)."""
