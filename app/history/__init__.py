"""What changed in the published records: who, when, which field, from what to what, why and by which source."""
