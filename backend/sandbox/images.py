"""Image addresses to files: which performance a poster or introduction image belongs to, and its bytes."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from sandbox.details import POSTER_FORMATS, View, moment_of
from sandbox.dice import Salt, mix, share
from sandbox.posters import CONTENT_TYPES, FORMATS, Poster, draw_intro, draw_poster

if TYPE_CHECKING:
    from sandbox.catalogue import Catalogue

MISSING_SHARE = 0.01
_POSTER = re.compile(r"/upload/pfmPoster/PF_(PF\d{6})_(\d{6}_\d{6})\.(\w{3,4})")
_INTRO = re.compile(r"/upload/pfmIntroImage/PF_(PF\d{6})_\d{14}(\d{4})\.jpg")


def find_image(catalogue: Catalogue, path: str) -> tuple[bytes, str] | None:
    """Return the bytes and content type of an image, or None when there is no such file.

    A replaced poster stays available under its old address. A few addresses in the lists have no file.
    """
    if match := _POSTER.fullmatch(path):
        return _poster(catalogue, *match.groups())
    if match := _INTRO.fullmatch(path):
        return _intro(catalogue, match[1], int(match[2]))
    return None


def _poster(catalogue: Catalogue, code: str, stamp: str, extension: str) -> tuple[bytes, str] | None:
    listing = catalogue.by_code.get(code)
    if listing is None:
        return None
    view = View(catalogue, listing)
    number = listing.row.number
    stamps = {moment_of(view, version).strftime("%y%m%d_%H%M%S"): version for version in range(listing.version + 1)}
    version = stamps.get(stamp)
    if version is None or share(view.seed, Salt.POSTER, number, 7) < MISSING_SHARE:
        return None
    if POSTER_FORMATS[mix(view.seed, Salt.POSTER, number, version) % len(POSTER_FORMATS)] != extension:
        return None
    first = date.fromordinal(listing.start)
    line = f"{first:%Y.%m.%d}  {view.venue.name}"
    body = draw_poster(Poster(view.seed, number, version, view.genre_slug, view.title, line, extension))
    return body, CONTENT_TYPES[FORMATS[extension.lower()]]


def _intro(catalogue: Catalogue, code: str, index: int) -> tuple[bytes, str] | None:
    listing = catalogue.by_code.get(code)
    if listing is None:
        return None
    view = View(catalogue, listing)
    return draw_intro(view.seed, listing.row.number, index, view.genre_slug, view.title), CONTENT_TYPES["JPEG"]
