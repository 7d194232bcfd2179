"""What must know every app: the deletion of an account and the export of all that is held about its owner."""
