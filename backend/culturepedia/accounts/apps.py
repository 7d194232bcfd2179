"""Django's entry for this app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Name and label."""

    name = "culturepedia.accounts"
