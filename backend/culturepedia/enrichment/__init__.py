"""What we make of the catalogue by ourselves: posters in our own sizes."""
