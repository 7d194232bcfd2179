"""Django's entry for this app."""

from django.apps import AppConfig


class EnrichmentConfig(AppConfig):
    """Name and label."""

    name = "culturepedia.enrichment"
    verbose_name = "포스터와 해시태그"
