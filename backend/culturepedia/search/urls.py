"""Addresses of search, below `/api/v1/`; they stand before those of the catalogue, whose ids would match `suggest`."""

from django.urls import path

from culturepedia.search import views

urlpatterns = [
    path("performances", views.PerformanceList.as_view(), name="performance-list"),
    path("performances/suggest", views.Suggest.as_view(), name="performance-suggest"),
]
