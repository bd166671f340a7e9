"""The pages of tests of assurance."""
