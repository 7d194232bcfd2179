"""Posters from the media storage, for clients that know only the API's address, and for a storage elsewhere (S3).

In production nginx serves the media folder by itself and asks here for what it does not find there.
Only finished pictures are served: no other type, no dot folders, nothing outside of the folder. What is served can do
nothing in a browser, even if it is no picture.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

# Folders and names without a leading dot; the two types that pictures are made in.
PICTURE = re.compile(r"(?:[A-Za-z0-9_-]+/)*([A-Za-z0-9_-]+)\.(webp|jpg)")
TYPES = {"webp": "image/webp", "jpg": "image/jpeg"}
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
    named = PICTURE.fullmatch(path)
    if not named or not default_storage.exists(path):
        return HttpResponse("Not found", status=404, content_type="text/plain")
    etag, content_type = f'"{named[1]}-{named[2]}"', TYPES[named[2]]
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={**HEADERS, "ETag": etag})
    if request.method == "HEAD":
        length = {"Content-Length": str(default_storage.size(path))}
        return HttpResponse(content_type=content_type, headers={**HEADERS, **length, "ETag": etag})
    return FileResponse(default_storage.open(path, "rb"), content_type=content_type, headers={**HEADERS, "ETag": etag})
