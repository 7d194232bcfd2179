"""Which addresses of the app exist, and the file that answers each; nginx follows the same rules (a test compares).

After each sync `manage.py write_snapshots` leaves one page for every address that should be found. From then on a
performance, venue, genre or region without a page is answered 404, and so are the reviews of such a performance;
before, nobody knows what exists.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# `src/pages/index.js` has the same addresses.
PAGE = re.compile(
    r"(/en)?(|/(rankings|performances|recommendations(/taste)?|about|accessibility|privacy|terms|offline)"
    r"|/(signin|signup|verify)|/password/(forgot|reset)|/me(/(edit|password|devices|delete))?"
    r"|/me/(diary|favorites|reviews|stats|notices|searches|taste)"
    r"|/(people|companies)/[0-9]{1,18}|/tags/[A-Za-z0-9_-]{1,40}|(?P<listed>"
    r"/performances/PF[0-9]{6,10}(?P<below>/reviews?)?|/venues/FC[0-9]{6,10}|/(genres|regions)/[A-Za-z0-9_]{1,40}))/?"
)
FOR_ROBOTS = re.compile(r"/(robots\.txt|sitemap[a-z0-9-]*\.xml)")
SITEMAP = "sitemap.xml"  # written last: where it is, everything is
SHELL_MARK = "shell"  # names the shell that the pages were made of


@dataclass(frozen=True)
class Found:
    """What answers an address."""

    file: str | None  # below the snapshots' folder, as a URL path; None: the bare shell
    exists: bool


def find_page(path: str, *, snapshots: Path, shell: Path) -> Found:
    """Return what answers an address that is no file."""
    page = PAGE.fullmatch(path)
    if page is None:
        return Found(None, exists=False)
    below = page["below"] or ""
    name = file_of(path.rstrip("/").removesuffix(below))
    if (snapshots / name).is_file():
        # A page made of another shell would start another version of the app.
        is_shown = not below and _is_current(snapshots, shell)
        return Found(f"/{name}" if is_shown else None, exists=True)
    return Found(None, exists=page["listed"] is None or not (snapshots / SITEMAP).is_file())


def file_of(path: str) -> str:
    """Return the file of an address's snapshot, relative to their folder."""
    return f"{path.strip('/') or 'index'}.html"


def mark_of(shell: bytes) -> str:
    """Return the mark of a shell."""
    return hashlib.blake2b(shell, digest_size=16).hexdigest()


def _is_current(snapshots: Path, shell: Path) -> bool:
    try:
        return (snapshots / SHELL_MARK).read_text(encoding="ascii") == mark_of(shell.read_bytes())
    except FileNotFoundError:
        return False
