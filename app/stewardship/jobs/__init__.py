"""Many rows at once through the API: received into a file, worked on by a process of their own, one verdict on all."""
