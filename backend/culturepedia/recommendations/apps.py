"""Django's entry for this app."""

from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    """Name and label."""

    name = "culturepedia.recommendations"
    verbose_name = "추천"
