"""The match: which platforms fit what somebody has, wants to show and needs, with the reason for every point."""
