"""Every route. Paths carry no trailing slash: an address has one spelling."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from culturepedia.accounts.admin import sign_in
from culturepedia.common import health, media
from culturepedia.pages import sync_report

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz),
    path("readyz", health.readyz, {"report_syncs": sync_report.last_runs}),
    path("api/v1/", include("culturepedia.search.urls")),
    path("api/v1/", include("culturepedia.performances.urls")),
    path("api/v1/", include("culturepedia.enrichment.urls")),
    path("api/v1/", include("culturepedia.pages.urls")),
    path("api/v1/", include("culturepedia.accounts.urls")),
    path("api/v1/", include("culturepedia.privacy.urls")),
    path("api/v1/", include("culturepedia.reviews.urls")),
    path("api/v1/", include("culturepedia.favorites.urls")),
    path("api/v1/", include("culturepedia.diary.urls")),
    path("api/v1/", include("culturepedia.notifications.urls")),
    path("api/v1/", include("culturepedia.recommendations.urls")),
    path("media/<path:path>", media.serve_picture),
    path("admin/login/", sign_in),
    path("admin/", admin.site.urls),
]

handler400 = "culturepedia.common.errors.answer_bad_request"
handler403 = "culturepedia.common.errors.answer_forbidden"
handler404 = "culturepedia.common.errors.answer_not_found"
handler500 = "culturepedia.common.errors.answer_server_error"
