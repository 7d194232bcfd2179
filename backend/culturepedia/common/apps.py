"""Django's entry for this app."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Name and label."""

    name = "culturepedia.common"
