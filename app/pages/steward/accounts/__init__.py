"""Who may sign in, how, and what one keeps of oneself."""
