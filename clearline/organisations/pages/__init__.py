"""The pages of the organisation: lists, things, changes of them, and the line of accountability."""
