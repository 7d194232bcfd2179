"""Django's entry for this app."""

from django.apps import AppConfig


class DiaryConfig(AppConfig):
    """Name and label."""

    name = "culturepedia.diary"
    verbose_name = "관람 기록"
