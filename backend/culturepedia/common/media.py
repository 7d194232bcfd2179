"""Posters from the media folder, for clients that know only the API's address. In production nginx does this.

Only finished pictures are served: no other type, no dot folders, nothing outside of the folder. What is served can do
nothing in a browser, even if it is no picture.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import FileResponse, HttpResponse

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

# Folders and names without a leading dot; the one type that posters are made in.
PICTURE = re.compile(r"(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\.webp")
HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",  # named after their content
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Content-Disposition": "inline",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def serve_picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with a poster; 404 for whatever is none."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    file = Path(settings.MEDIA_ROOT) / path
    if not PICTURE.fullmatch(path) or not file.is_file():
        return HttpResponse("Not found", status=404, content_type="text/plain")
    etag = f'"{file.stem}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={**HEADERS, "ETag": etag})
    if request.method == "HEAD":
        length = {"Content-Length": str(file.stat().st_size)}
        return HttpResponse(content_type="image/webp", headers={**HEADERS, **length, "ETag": etag})
    return FileResponse(file.open("rb"), content_type="image/webp", headers={**HEADERS, "ETag": etag})
