"""Commands on posters."""
