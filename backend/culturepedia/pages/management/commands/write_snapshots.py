"""`manage.py write_snapshots`: write the pages for search engines and link previews now."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from culturepedia.common.leases import LeaseHeld
from culturepedia.pages import snapshots


class Command(BaseCommand):
    """Writes what changed; exit status 1 when another process is at it or the shell is not usable."""

    help = "Write the static pages, sitemaps and robots.txt that changed."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write and say how many.

        Raises:
            CommandError: Another process is at it, or the app's index.html is missing or has no place for a head.
        """
        try:
            done = snapshots.write_snapshots()
        except LeaseHeld as held:
            raise CommandError("Pages are being written by another process.") from held
        except (snapshots.ShellUnusable, FileNotFoundError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{done.written:,} pages written, {done.removed:,} removed, {done.unchanged:,} as before")
