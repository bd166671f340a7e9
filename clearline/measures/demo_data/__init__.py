"""Makes demonstration data: invented children, invented places, the layouts of the real returns and statistics."""
