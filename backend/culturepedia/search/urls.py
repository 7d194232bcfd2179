"""Addresses of search, below `/api/v1/`; they stand before those of the catalogue, whose ids would match `suggest`."""

from django.urls import path

from culturepedia.search import history_views, views

urlpatterns = [
    path("performances", views.PerformanceList.as_view(), name="performance-list"),
    path("performances/suggest", views.Suggest.as_view(), name="performance-suggest"),
    path("me/searches", history_views.SearchListView.as_view(), name="me-searches"),
    path("me/searches/<str:search_id>", history_views.SearchView.as_view(), name="me-search"),
]
