"""What changed between two days: newly listed, in another state, taken out, corrected."""
