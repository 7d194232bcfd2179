"""What every written body has in common: the fields it may have, and texts as people type them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

from culturepedia.common.errors import MAX_ECHO, bilingual
from culturepedia.common.parameters import DATE
from culturepedia.common.visible import shows_something, visible

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

ID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")  # whatever some system takes for the end of a line


class StrictSerializer(serializers.Serializer[Any]):
    """Refuses fields that it does not have, or that only answers have: a typo never passes for a change."""

    def to_internal_value(self, data: Mapping[str, Any]) -> Any:
        """Return the values.

        Raises:
            ValidationError: A field is unknown, or a value is not possible.
        """
        writable = {name for name, field in self.fields.items() if not field.read_only}
        if not isinstance(data, Mapping):
            return super().to_internal_value(data)  # says that it is none
        unknown = [name for name in data if name not in writable]
        if unknown:
            text = bilingual("알 수 없거나 바꿀 수 없는 항목입니다.", "This field is unknown or cannot be set.")
            detail = ErrorDetail(text, code="unknown_field")
            raise ValidationError({name[:MAX_ECHO]: [detail] for name in unknown[:20]})
        return super().to_internal_value(data)


class TextField(serializers.CharField):
    """Text that is text: a number or a truth value is a mistake of the caller's program."""

    def to_internal_value(self, data: Any) -> str:
        """Return the text.

        Raises:
            ValidationError: It is something else.
        """
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class CleanedField(TextField):
    """Text as people see it: `clean` says how."""

    def __init__(self, *, max_length: int, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)
        # Putting a pile of marks in order takes quadratic time: what is much too long is judged by its beginning.
        self._read = max_length * 4 + 400

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Clean before blank, too short and too long are judged."""
        return super().run_validation(self.clean(data[: self._read]) if isinstance(data, str) else data)

    @staticmethod
    def clean(text: str) -> str:
        """Return the text without what nobody sees, empty when nothing is left; NUL stays, to be refused."""
        raise NotImplementedError


class LineField(CleanedField):
    """One line of text as people see it: composed (NFC), without unseen characters, single blanks between words."""

    @staticmethod
    def clean(text: str) -> str:
        """Return the line without what nobody sees, empty when nothing is left; NUL stays, to be refused."""
        if "\0" in text:
            return text
        line = " ".join(visible(text).split())
        return line if shows_something(line) else ""


class BlockField(CleanedField):
    """Text with line breaks: composed (NFC), without unseen characters, every break a line feed."""

    @staticmethod
    def clean(text: str) -> str:
        """Return the text without what nobody sees, empty when nothing is left; NUL stays, to be refused."""
        if "\0" in text:
            return text
        lines = BREAKS.sub("\n", text).split("\n")
        block = "\n".join(visible(line).rstrip() for line in lines).strip()
        return block if shows_something(block) else ""


class CodeField(serializers.ChoiceField):
    """One of a list of codes; a long text that is none is not repeated in the answer."""

    def to_internal_value(self, data: Any) -> Any:
        """Return the code.

        Raises:
            ValidationError: It is none of them.
        """
        if not isinstance(data, str) or len(data) > MAX_ECHO:
            self.fail("invalid_choice", input=str(data)[:MAX_ECHO])
        return super().to_internal_value(data)


class IdField(serializers.UUIDField):
    """A public id as text, with its dashes: a number or another spelling of it is a mistake of the caller's program."""

    def to_internal_value(self, data: Any) -> UUID:
        """Return the id.

        Raises:
            ValidationError: It is none.
        """
        if not (isinstance(data, str) and ID.fullmatch(data)):
            self.fail("invalid", value=str(data)[:MAX_ECHO])
        return super().to_internal_value(data)


class StrictBooleanField(serializers.BooleanField):
    """`true` or `false`, nothing that only looks so."""

    def to_internal_value(self, data: Any) -> bool:
        """Return the value.

        Raises:
            ValidationError: It is something else.
        """
        if not isinstance(data, bool):
            self.fail("invalid")
        return data


class DayField(serializers.DateField):
    """A date, `YYYY-MM-DD` and nothing shorter."""

    def to_internal_value(self, value: Any) -> date:
        """Return the date.

        Raises:
            ValidationError: It is none.
        """
        if not (isinstance(value, str) and DATE.fullmatch(value) and value.isascii()):
            self.fail("invalid", format="YYYY-MM-DD")
        return super().to_internal_value(value)
