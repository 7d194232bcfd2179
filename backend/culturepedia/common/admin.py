"""What the admin pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models.options import Options
    from django.http import HttpRequest


class ReadOnly:
    """Rows that people look at and programs write; put it before `ModelAdmin`."""

    show_full_result_count = False  # counting large tables costs more than it tells

    opts: Options[Any]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Show every column as text: no form is built for what nobody edits."""
        return [column.name for column in self.opts.concrete_fields]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody adds rows."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes rows."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes rows."""
        return False
