"""Holds answers against the API schema."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012


def closed(node: Any) -> Any:
    """Return the schema with no room for fields that it does not name."""
    if isinstance(node, list):
        return [closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {name: closed(value) for name, value in node.items()}
    if "properties" in made:
        made.setdefault("additionalProperties", False)
    return made


def validator_of(schema: dict[str, Any], path: str, status: str, method: str = "get") -> Draft202012Validator:
    """Return what holds an answer against the schema."""
    whole = Resource.from_contents(closed(schema), default_specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource("urn:api", whole)
    pointer = f"urn:api#/paths/{path.replace('~', '~0').replace('/', '~1')}/{method}/responses/{status}/content/application~1json/schema"
    return Draft202012Validator({"$ref": pointer.replace("{", "%7B").replace("}", "%7D")}, registry=registry)
