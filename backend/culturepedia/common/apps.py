"""Django's entry for this app."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Name and label."""

    name = "culturepedia.common"

    def ready(self) -> None:
        """Let `check --deploy` know our own checks."""
        from culturepedia.common import checks  # noqa: F401, PLC0415 - known by being imported
