"""What the admin pages share."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path
from kombu.exceptions import OperationalError

from culturepedia.common import events

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.admin import AdminSite
    from django.db.models.options import Options
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern


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


class StartsTasks:
    """A list with buttons that start work in the background now; put it before `ModelAdmin`.

    Whoever may add rows of the model may start it. A task that runs already, or has nothing to do, does nothing.
    """

    change_list_template: Any = "admin/start_tasks.html"
    startable: ClassVar[Mapping[str, Any]] = {}  # Celery tasks by what their button says
    start_options: ClassVar[Mapping[str, Any]] = {}

    opts: Options[Any]
    admin_site: AdminSite

    def has_start_permission(self, request: HttpRequest) -> bool:
        """Say who may start work."""
        return request.user.has_perm(f"{self.opts.app_label}.add_{self.opts.model_name}")

    def get_urls(self) -> list[URLPattern]:
        """Add the buttons' addresses."""
        urls: list[URLPattern] = super().get_urls()  # type: ignore[misc]  # of ModelAdmin
        name = f"{self.opts.app_label}_{self.opts.model_name}_start"
        return [path("start/<int:number>", self.admin_site.admin_view(self.start), name=name), *urls]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the buttons to those who may use them."""
        names = list(self.startable) if self.has_start_permission(request) else []
        shown: HttpResponse = super().changelist_view(  # type: ignore[misc]  # of ModelAdmin
            request, {**(extra_context or {}), "startable": names}
        )
        return shown

    def start(self, request: HttpRequest, number: int) -> HttpResponse:
        """Hand a task to the worker.

        Raises:
            PermissionDenied: This person may not, or only looked at the address.
            Http404: There is no such task.
        """
        if request.method != "POST" or not self.has_start_permission(request):
            raise PermissionDenied
        if number >= len(self.startable):
            raise Http404
        name, task = list(self.startable.items())[number]
        say = partial(messages.add_message, request)
        try:
            task.apply_async(kwargs=dict(self.start_options))
        except OperationalError:
            say(messages.ERROR, f"{name}: 작업 대기열이 응답하지 않습니다.")
        else:
            say(messages.SUCCESS, f"{name}: 곧 시작합니다.")
            events.record("run.started", by=getattr(request.user, "public_id", "?"), reason=task.name)
        return HttpResponseRedirect("../")
