"""The search app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Search over the catalogue, and what people searched for."""

    name = "culturepedia.search"
    verbose_name = "검색"
