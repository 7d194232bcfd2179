"""Django's entry for this app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Name and label."""

    name = "culturepedia.notifications"
    verbose_name = "알림"
