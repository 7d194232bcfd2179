"""What the API schema says about public reads: errors, conditional answers, parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiRequest, OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers

from culturepedia.common.parameters import MAX_VALUES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

ACCEPT_LANGUAGE = OpenApiParameter("Accept-Language", str, OpenApiParameter.HEADER, description="ko (default) or en.")
READ_PARAMETERS = (
    ACCEPT_LANGUAGE,
    OpenApiParameter("If-None-Match", str, OpenApiParameter.HEADER, description="An ETag that the caller has."),
)
PAGE_PARAMETERS = (
    OpenApiParameter("page", {"type": "integer", "minimum": 1, "maximum": 999_999}),
    OpenApiParameter("page_size", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}),
)


ERRORS = {
    400: "The body or a parameter has something that it cannot have.",
    401: "Nobody is signed in, or the session has ended.",
    403: "Not allowed.",
    404: "There is no such thing, or it is not yours.",
    409: "It contradicts what is there.",
    413: "The body exceeds 256 KiB.",
    415: "The body is not `application/json`.",
    429: "Too often; try again after `Retry-After` seconds.",
    503: "Try again after `Retry-After` seconds.",
}


class ErrorItemShape(serializers.Serializer[Any]):
    """One thing that is wrong."""

    code = serializers.CharField()
    detail = serializers.CharField(help_text="For people, in the language of Accept-Language.")
    attr = serializers.CharField(allow_null=True, help_text="The parameter or field it is about.")


class ErrorShape(serializers.Serializer[Any]):
    """The one shape of every error."""

    type = serializers.ChoiceField(choices=["validation_error", "client_error", "server_error"])
    errors = ErrorItemShape(many=True)  # type: ignore[assignment]  # the name of a property of all serializers


class ApiSchema(AutoSchema):
    """Describes the body of a DELETE too, where an operation names one; the library has none for that method."""

    method: str

    def _get_request_body(self, direction: str = "request") -> Any:
        if self.method != "DELETE" or not self.get_request_serializer():
            return super()._get_request_body(direction)  # type: ignore[no-untyped-call]  # the library's
        self.method = "POST"
        try:
            return super()._get_request_body(direction)  # type: ignore[no-untyped-call]
        finally:
            self.method = "DELETE"


def close_requests(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Say of every body that it has no other fields: unknown ones are refused (a hook of the library)."""
    for name, shape in result.get("components", {}).get("schemas", {}).items():
        if name.endswith("Request") and shape.get("type") == "object":
            shape["additionalProperties"] = False
    return result


def read_schema(
    answer: Any,
    *,
    operation_id: str,
    parameters: Sequence[OpenApiParameter] = (),
    not_found: bool = False,
    media_type: str = "application/json",
) -> Callable[[Any], Any]:
    """Return the decorator that describes a public read."""
    responses: dict[Any, Any] = {
        (200, media_type): answer,
        304: OpenApiResponse(description="The caller's copy is current."),
        400: OpenApiResponse(ErrorShape, description="A parameter is unknown or has a value it cannot have."),
        503: OpenApiResponse(ErrorShape, description="Try again after `Retry-After` seconds."),
    }
    if not_found:
        responses[404] = OpenApiResponse(ErrorShape, description="There is no such thing, or no such page.")
    described = extend_schema(
        methods=["GET"],
        operation_id=operation_id,
        parameters=[*parameters, *READ_PARAMETERS],
        responses=responses,
        auth=[],
        tags=["catalogue"],
    )

    def decorate(view: Any) -> Any:
        def get(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
            return self.dispatch(request, *args, **kwargs)

        get.__doc__ = view.__doc__
        view.get = described(get)
        return view

    return decorate


def operation(  # noqa: PLR0913 - what an operation is
    operation_id: str,
    body: Any,
    answers: Mapping[int, Any],
    *,
    also: Sequence[int] = (),
    tags: Sequence[str],
    parameters: Sequence[OpenApiParameter] = (),
    paged: bool = False,
    partial: bool = False,
) -> Callable[[Any], Any]:
    """Return the decorator that describes an operation whose answer depends on the caller.

    `also` are its errors; with `paged` it answers with pages of the given serializer.
    """
    statuses = {400, 429, 503, *also} | ({413, 415} if body else set())
    responses: dict[Any, Any] = {
        status: OpenApiResponse(description="Done.") if answer is None else page_of(answer) if paged else answer
        for status, answer in answers.items()
    }
    responses |= {status: OpenApiResponse(ErrorShape, description=ERRORS[status]) for status in sorted(statuses)}
    if body is not None:
        body = OpenApiRequest(body(partial=partial) if partial else body)
    return extend_schema(
        operation_id=operation_id,
        request={"application/json": body} if body is not None else None,
        responses=responses,
        parameters=[*parameters, ACCEPT_LANGUAGE],
        tags=list(tags),
    )


def page_of(serializer: serializers.BaseSerializer[Any]) -> Any:
    """Return the shape of a page of a serializer's rows; give it with `many=True`."""
    name = type(getattr(serializer, "child", serializer)).__name__.removesuffix("Serializer")
    return inline_serializer(
        f"{name}Page",
        {
            "count": serializers.IntegerField(),
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
            "results": serializer,
        },
    )


def listed(name: str, values: Iterable[str], description: str, *, excluding: bool = True) -> OpenApiParameter:
    """Return a parameter that repeats or joins its values with commas; `-value` excludes."""
    known = [str(value) for value in values]
    item = {"type": "string", "enum": [*known, *(f"-{value}" for value in known)] if excluding else known}
    return _joined(name, item, description)


def listed_ids(name: str, pattern: str, description: str) -> OpenApiParameter:
    """Return a parameter like `listed` for ids that look like a pattern."""
    return _joined(name, {"type": "string", "pattern": f"^-?{pattern}$"}, description)


def _joined(name: str, item: dict[str, Any], description: str) -> OpenApiParameter:
    # minItems: a parameter without any value would be an empty text.
    schema = {"type": "array", "items": item, "minItems": 1, "maxItems": MAX_VALUES}
    return OpenApiParameter(name, schema, description=description, explode=False)


def one(name: str, values: Iterable[str], description: str = "", **more: Any) -> OpenApiParameter:
    """Return a parameter that has one of these values."""
    schema = {"type": "string", "enum": [str(value) for value in values], **more}
    return OpenApiParameter(name, schema, description=description)


def text(name: str, pattern: str, description: str) -> OpenApiParameter:
    """Return a parameter that looks like a pattern."""
    return OpenApiParameter(name, {"type": "string", "pattern": pattern}, description=description)
