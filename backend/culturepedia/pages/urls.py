"""Addresses of screens and of the API's description, below `/api/v1/`."""

from django.urls import path

from culturepedia.pages.documents import RedocPage, RedocScript, SchemaRead, SwaggerPage
from culturepedia.pages.views import HomeRead

urlpatterns = [
    path("home", HomeRead.as_view(), name="home"),
    path("schema", SchemaRead.as_view(), name="schema"),
    path("docs", SwaggerPage.as_view(), name="docs"),
    path("redoc", RedocPage.as_view(), name="redoc"),
    path("redoc.js", RedocScript.as_view(), name="redoc-script"),
]
