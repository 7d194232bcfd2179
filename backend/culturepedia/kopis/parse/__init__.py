"""What KOPIS' texts mean. Pure functions: a text that does not read as a whole is unknown (`None`), never guessed."""
