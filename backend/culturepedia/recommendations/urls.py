"""Addresses of recommendations, below `/api/v1/`."""

from django.urls import path

from culturepedia.recommendations import views

urlpatterns = [
    path("recommendations", views.RecommendationsView.as_view(), name="recommendations"),
    path("me/taste", views.TasteView.as_view(), name="me-taste"),
    path("me/dismissals", views.DismissalList.as_view(), name="me-dismissals"),
    path("performances/<str:performance_id>/similar", views.SimilarRead.as_view(), name="performance-similar"),
    path("performances/<str:performance_id>/dismissal", views.DismissalView.as_view(), name="performance-dismissal"),
]
