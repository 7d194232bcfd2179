"""Django's WSGI handler with only the middleware that the API needs.

The API knows no sessions, forms, messages or files: their middleware would cost a read as much as its answer. What is
left out is named here; everything else of `settings.MIDDLEWARE`, in its order, stays.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.utils.module_loading import import_string

NOT_FOR_THE_API = frozenset(
    {
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "axes.middleware.AxesMiddleware",
    }
)


class LeanHandler(WSGIHandler):
    """Answers requests to the API; Django is set up already."""

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002 - as the framework has it
        """Build the shorter chain, outermost first as in the settings.

        Raises:
            TypeError: A middleware has a hook that this chain does not call.
        """
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        chain = convert_exception_to_response(self._get_response)  # type: ignore[attr-defined]
        for name in reversed(settings.MIDDLEWARE):
            if name in NOT_FOR_THE_API:
                continue
            middleware = import_string(name)(chain)
            for hook in ("process_view", "process_template_response", "process_exception"):
                if hasattr(middleware, hook):
                    raise TypeError(f"{name}.{hook} is not called for the API")
            chain = convert_exception_to_response(middleware)
        self._middleware_chain = chain
