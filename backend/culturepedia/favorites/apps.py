"""Django's entry for this app."""

from django.apps import AppConfig


class FavoritesConfig(AppConfig):
    """Name and label."""

    name = "culturepedia.favorites"
    verbose_name = "찜"
