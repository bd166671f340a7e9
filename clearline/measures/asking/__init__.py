"""From observations in the store to answers: series, comparisons, change, gaps, targets and scorecards."""
