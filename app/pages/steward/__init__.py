"""The pages behind the sign-in: the queue, a record to change, a draft and its review, the log, one's own account."""
