"""Times by road from a routing service that an operator configures: the estimate stands where none is, or it fails."""
