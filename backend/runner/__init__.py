"""Starts, serves and stops the whole project on one machine. `python -m runner` is what `make run` calls."""
