"""Statutory child-level returns: read where they lie, turned into derived tables, and counted. Only figures leave."""
