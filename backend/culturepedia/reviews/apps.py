"""Django's entry for this app."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Name and label."""

    name = "culturepedia.reviews"
    verbose_name = "리뷰"
