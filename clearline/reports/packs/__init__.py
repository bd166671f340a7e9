"""What each report says: one file a pack, named by the key of its contract."""
