"""Addresses of the catalogue, below `/api/v1/`; the list of performances is search's."""

from django.urls import path

from culturepedia.performances import views

urlpatterns = [
    path("performances/<str:performance_id>", views.PerformanceDetail.as_view(), name="performance-detail"),
    path(
        "performances/<str:performance_id>/calendar.ics",
        views.PerformanceCalendar.as_view(),
        name="performance-calendar",
    ),
    path("rankings", views.RankingRead.as_view(), name="rankings"),
    path("venues", views.VenueList.as_view(), name="venue-list"),
    path("venues/<str:venue_id>", views.VenueDetail.as_view(), name="venue-detail"),
    path("options", views.OptionsRead.as_view(), name="options"),
    path("showtimes", views.ShowtimeList.as_view(), name="showtime-list"),
]
