"""Django's entry for this app."""

from django.apps import AppConfig


class KopisConfig(AppConfig):
    """Name and label."""

    name = "culturepedia.kopis"
    verbose_name = "KOPIS 동기화"
