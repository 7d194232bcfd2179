"""The one shape of every error under `/api/`, in Korean or English as the caller asks.

Source: API.md, conventions. The shape itself is made by drf-standardized-errors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import orjson
from django.http import HttpResponse
from django.utils.translation import get_language
from rest_framework import exceptions

if TYPE_CHECKING:
    from django.http import HttpRequest
    from drf_standardized_errors.types import ExceptionHandlerContext

API_PREFIX = "/api/"
RETRY_AFTER_SECONDS = 5
MAX_ECHO = 60  # characters of a caller's own text that an error repeats


def bilingual(ko: str, en: str) -> str:
    """Return the text in the language of the current request."""
    return en if get_language() == "en" else ko


def request_language() -> str:
    """Return `ko` or `en`, the language of the current request."""
    return bilingual("ko", "en")


def unknown_parameter(name: str) -> exceptions.ValidationError:
    """Return the error for a parameter name that an address does not know."""
    text = bilingual("알 수 없는 매개변수입니다.", "There is no parameter of this name.")
    return _validation_error(name, text, "unknown_parameter")


def invalid_value(name: str, *, ko: str, en: str) -> exceptions.ValidationError:
    """Return the error for a value that a parameter cannot have."""
    return _validation_error(name, bilingual(ko, en), "invalid")


def not_found() -> exceptions.NotFound:
    """Return the error for an address behind which there is nothing."""
    return exceptions.NotFound(bilingual("찾을 수 없습니다.", "Not found."))


def method_not_allowed(method: str) -> exceptions.MethodNotAllowed:
    """Return the error for a method that an address does not have."""
    text = bilingual("허용되지 않는 메서드입니다.", "This method is not allowed.")
    return exceptions.MethodNotAllowed(method, text)


def bad_request() -> exceptions.ParseError:
    """Return the error for a request that is for another host, or cannot be read at all."""
    return exceptions.ParseError(bilingual("처리할 수 없는 요청입니다.", "The request cannot be read."))


class Unavailable(exceptions.APIException):
    """The database does not answer, or not in time: the same question may be answered soon."""

    status_code = 503
    default_code = "unavailable"
    wait = RETRY_AFTER_SECONDS  # becomes Retry-After


def unavailable() -> Unavailable:
    """Return the error for a database that is away."""
    return Unavailable(bilingual("잠시 후 다시 시도해 주세요.", "Please try again in a moment."))


def error_answer(request: HttpRequest, error: exceptions.APIException) -> HttpResponse:
    """Return the answer for an error that was raised outside of a REST framework view."""
    # The framework's views load the authentication, which needs this module, which must not need those views.
    from drf_standardized_errors.formatter import ExceptionFormatter  # noqa: PLC0415

    context = cast("ExceptionHandlerContext", {"request": request, "view": None, "args": (), "kwargs": {}})
    body = ExceptionFormatter(error, context, error).run()
    response = HttpResponse(orjson.dumps(body), content_type="application/json", status=error.status_code)
    response["Cache-Control"] = "no-store"
    if isinstance(error, Unavailable):
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def answer_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer 400 to a request that Django itself refuses (Django's `handler400`)."""
    if not request.path.startswith(API_PREFIX):
        return HttpResponse("Bad request", content_type="text/plain", status=400)
    return error_answer(request, bad_request())


def answer_forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer 403 (Django's `handler403`)."""
    if not request.path.startswith(API_PREFIX):
        return HttpResponse("Forbidden", content_type="text/plain", status=403)
    return error_answer(request, exceptions.PermissionDenied(bilingual("허용되지 않습니다.", "Not allowed.")))


def answer_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer 404 for a path without a route (Django's `handler404`)."""
    if not request.path.startswith(API_PREFIX):
        return HttpResponse("Not found", content_type="text/plain", status=404)
    return error_answer(request, not_found())


def answer_server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 after an exception that nothing handled; Django has logged it (Django's `handler500`)."""
    text = bilingual("서버 오류가 발생했습니다.", "The server has failed.")
    if not request.path.startswith(API_PREFIX):
        return HttpResponse("Server error", content_type="text/plain", status=500)
    body: dict[str, Any] = {"type": "server_error", "errors": [{"code": "error", "detail": text, "attr": None}]}
    return HttpResponse(
        orjson.dumps(body), content_type="application/json", status=500, headers={"Cache-Control": "no-store"}
    )


def _validation_error(name: str, text: str, code: str) -> exceptions.ValidationError:
    shown = name[:MAX_ECHO].encode("utf-8", "replace").decode()
    return exceptions.ValidationError({shown: [text]}, code=code)
