"""Django's entry for this app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Name and label."""

    name = "culturepedia.accounts"

    def ready(self) -> None:
        """Let the API schema know how people sign in."""
        from culturepedia.accounts import schema  # noqa: F401, PLC0415 - known by being imported
