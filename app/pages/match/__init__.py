"""The page of the match: five questions, what their answers ask for, the ranked platforms with reasons, the path."""
