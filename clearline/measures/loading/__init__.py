"""Loads published figures into the store: a file is recognised by what is in it, and read as its dataset says."""
