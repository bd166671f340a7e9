"""How a pack is printed: one file a format."""
