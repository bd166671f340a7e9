"""Authorities, who may sign in and come in, what each role may do, and the trail of what they did."""
