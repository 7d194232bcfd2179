"""What people might like: here, what they said they would not."""
