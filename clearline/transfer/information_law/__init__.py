"""Information law as work: what is kept and why, how long, for whom; and what people may ask for."""
