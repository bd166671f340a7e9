"""Programs that run DfE's rules with the public validators, each by the Python of its own environment.

They import nothing of Clearline. Each reads a request as JSON and writes counts by rule, never anything about a child.
"""
