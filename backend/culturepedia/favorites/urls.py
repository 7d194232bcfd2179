"""Addresses of favorites, below `/api/v1/`."""

from django.urls import path

from culturepedia.favorites import views

urlpatterns = [
    path("performances/<str:performance_id>/favorite", views.FavoriteView.as_view(), name="performance-favorite"),
    path("me/favorites", views.FavoriteList.as_view(), name="me-favorites"),
    path("me/favorites/merge", views.MergeView.as_view(), name="me-favorites-merge"),
]
