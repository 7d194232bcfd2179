"""Django's entry for this app."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Name and label."""

    name = "culturepedia.privacy"
