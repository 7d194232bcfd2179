"""Django's entry for this app."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Name and label."""

    name = "culturepedia.pages"
