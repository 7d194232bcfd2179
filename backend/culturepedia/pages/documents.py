"""The OpenAPI schema and two pages that show it, made of files we serve: no other host is asked."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import orjson
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from drf_spectacular.generators import SchemaGenerator

from culturepedia.common.reads import Asked, PublicRead

SIDECAR = "drf_spectacular_sidecar"
# Both tools write styles into the page; Redoc searches in a worker that it makes itself.
REDOC_LOGO = b"https://cdn.redoc.ly/redoc/logo-mini.svg"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class _ProgramRead(PublicRead):
    """An answer that is part of the program and changes only with it."""

    schema = None  # type: ignore[assignment]  # not part of the API that it describes

    @staticmethod
    def read_version() -> str:
        """Return a constant."""
        return "program"


class SchemaRead(_ProgramRead):
    """The OpenAPI schema."""

    def compute(self, asked: Asked, **path: str) -> Any:
        """Return the schema."""
        return SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]

    def encode(self, payload: Any) -> bytes:
        """Return it as JSON, which is YAML too."""
        return orjson.dumps(payload, option=orjson.OPT_NON_STR_KEYS, default=str)


class _Document(_ProgramRead):
    """A page."""

    content_type = "text/html; charset=utf-8"
    content_security_policy = POLICY

    def encode(self, payload: str) -> bytes:
        """Return the page's bytes."""
        return payload.encode()


class SwaggerPage(_Document):
    """The schema in Swagger UI."""

    def compute(self, asked: Asked, **path: str) -> str:
        """Return the page."""
        folder = f"{SIDECAR}/swagger-ui-dist"
        return format_html(
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Culturepedia API</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<link rel="icon" href="{}"><link rel="stylesheet" href="{}"></head>'
            '<body><div id="swagger-ui" data-schema="{}"></div>'
            '<script src="{}"></script><script src="{}"></script></body></html>',
            static(f"{folder}/favicon-32x32.png"),
            static(f"{folder}/swagger-ui.css"),
            reverse("schema"),
            static(f"{folder}/swagger-ui-bundle.js"),
            static("pages/swagger-start.js"),
        )


class RedocScript(_ProgramRead):
    """Redoc without the logo that it would fetch from its makers."""

    content_type = "text/javascript; charset=utf-8"

    def compute(self, asked: Asked, **path: str) -> bytes:
        """Return the script.

        Raises:
            RuntimeError: This release of Redoc names another logo.
        """
        script = files(SIDECAR).joinpath(f"static/{SIDECAR}/redoc/bundles/redoc.standalone.js").read_bytes()
        if REDOC_LOGO not in script:
            raise RuntimeError("Redoc's logo has another address now; see that no page asks a stranger for it")
        return script.replace(REDOC_LOGO, b"data:,")

    def encode(self, payload: bytes) -> bytes:
        """Return the script as it is."""
        return payload


class RedocPage(_Document):
    """The schema in Redoc."""

    def compute(self, asked: Asked, **path: str) -> str:
        """Return the page."""
        return format_html(
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Culturepedia API</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<link rel="icon" href="{}"><style>body {{ margin: 0 }}</style></head>'
            '<body><redoc spec-url="{}" disable-google-font="true"></redoc>'
            '<script src="{}"></script></body></html>',
            static(f"{SIDECAR}/swagger-ui-dist/favicon-32x32.png"),
            reverse("schema"),
            reverse("redoc-script"),
        )
