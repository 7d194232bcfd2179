"""Addresses of the diary, below `/api/v1/`."""

from django.urls import path

from culturepedia.diary import views

urlpatterns = [
    path("me/visits", views.VisitList.as_view(), name="me-visits"),
    path("me/visits/<str:visit_id>", views.VisitDetail.as_view(), name="me-visit"),
    path("me/stats", views.StatsView.as_view(), name="me-stats"),
    path("me/calendar.ics", views.CalendarView.as_view(), name="me-calendar"),
    path("me/calendar-token", views.CalendarTokenView.as_view(), name="me-calendar-token"),
]
