"""How passwords are stored."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2idHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane.

    OWASP's password storage cheat sheet names these parameters. The library's default of 100 MiB a try would let
    a handful of sign-in attempts take the memory of a small host.
    """

    time_cost = 2
    memory_cost = 19456
    parallelism = 1
