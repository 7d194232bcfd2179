"""Django's entry for this app."""

from django.apps import AppConfig


class PerformancesConfig(AppConfig):
    """Name and label."""

    name = "culturepedia.performances"
    verbose_name = "공연 정보"
