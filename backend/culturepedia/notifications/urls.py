"""Addresses of notices, below `/api/v1/`."""

from django.urls import path

from culturepedia.notifications import views

urlpatterns = [
    path("me/notifications", views.NotificationList.as_view(), name="me-notifications"),
    path("me/notifications/read", views.ReadView.as_view(), name="me-notifications-read"),
]
