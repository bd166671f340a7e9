"""The pages of registers, all made from what the content says of each."""
