"""Django's `createsuperuser`, which asks for a good password even where it asks nobody.

At a terminal Django checks by itself; what comes from DJANGO_SUPERUSER_PASSWORD it takes unseen.
"""

from __future__ import annotations

import os
from typing import Any

from django.contrib.auth.management.commands import createsuperuser
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from culturepedia.accounts.models import User


class Command(createsuperuser.Command):
    """Makes an operator's account."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it.

        Raises:
            CommandError: The password is not good enough.
        """
        password = os.environ.get("DJANGO_SUPERUSER_PASSWORD")
        if not options["interactive"] and password is not None:
            try:
                validate_password(password, User(email=options["email"] or "", username=options["username"] or ""))
            except ValidationError as error:
                raise CommandError("; ".join(error.messages)) from error
        super().handle(*args, **options)
