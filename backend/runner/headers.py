"""The security headers of pages and of media files, as nginx sends them too (a test compares both)."""

from __future__ import annotations

HeaderList = list[tuple[str, str]]

EMPTY_PERMISSIONS = (
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(), "
    "fullscreen=(self), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), "
    "picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), sync-xhr=(), usb=(), "
    "xr-spatial-tracking=()"
)


def app_headers(*, api_origin: str) -> HeaderList:
    """Return what every answer carries that belongs to the app; scripts need the policy too, as workers."""
    return [("Content-Security-Policy", page_policy(api_origin=api_origin)), *_everywhere()]


def document_headers() -> HeaderList:
    """Return what only a document needs besides, so that forty modules do not repeat it."""
    return [("Cross-Origin-Opener-Policy", "same-origin"), ("Permissions-Policy", EMPTY_PERMISSIONS)]


def media_headers() -> HeaderList:
    """Return what every poster carries: even a file that is no picture can do nothing."""
    return [
        ("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'"),
        ("Content-Disposition", "inline"),
        *_everywhere(),
    ]


def page_policy(*, api_origin: str = "") -> str:
    """Return the content security policy; without an API origin only this host is asked."""
    directives = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",  # data: is Bootstrap's own SVG backgrounds
        "font-src": "'self'",
        "connect-src": f"'self' {api_origin}".strip(),
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "app",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def _everywhere() -> HeaderList:
    return [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ]
