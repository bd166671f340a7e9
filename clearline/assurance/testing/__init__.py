"""The test of assurance: elements, reviews, approvals, conclusion."""
