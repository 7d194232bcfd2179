"""Addresses of the whole account, below `/api/v1/`."""

from django.urls import path

from culturepedia.privacy import views

urlpatterns = [
    path("me", views.AccountView.as_view(), name="me"),
    path("me/export", views.ExportView.as_view(), name="me-export"),
]
