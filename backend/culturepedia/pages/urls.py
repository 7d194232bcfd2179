"""Addresses of screens and of the API's description, below `/api/v1/`."""

from django.urls import path

from culturepedia.pages.documents import RedocPage, RedocScript, SchemaRead, SwaggerPage
from culturepedia.pages.views import HistoryView, HomeRead, StateView

urlpatterns = [
    path("home", HomeRead.as_view(), name="home"),
    path("me/state", StateView.as_view(), name="me-state"),
    path("me/history", HistoryView.as_view(), name="me-history"),
    path("schema", SchemaRead.as_view(), name="schema"),
    path("docs", SwaggerPage.as_view(), name="docs"),
    path("redoc", RedocPage.as_view(), name="redoc"),
    path("redoc.js", RedocScript.as_view(), name="redoc-script"),
]
