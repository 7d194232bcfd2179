"""Who people are: users; their sessions and tokens."""
