"""What the pages of all features share: links, forms, tables, exports. Knows nothing of the domain or of who asks."""
