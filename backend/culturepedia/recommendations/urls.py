"""Addresses of recommendations, below `/api/v1/`."""

from django.urls import path

from culturepedia.recommendations import views

urlpatterns = [
    path("performances/<str:performance_id>/dismissal", views.DismissalView.as_view(), name="performance-dismissal"),
]
