"""What every written body has in common: the fields it may have, and texts as people type them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

from culturepedia.common.errors import MAX_ECHO, bilingual
from culturepedia.common.parameters import DATE

if TYPE_CHECKING:
    from datetime import date

# Controls, direction marks and invisible characters; the joiner and the selector inside emoji may stay.
UNSEEN = re.compile(
    "[\x01-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e"
    "\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]"
)
BLANKS = re.compile(r"\s+")
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


class LineField(TextField):
    """One line of text as people see it: composed (NFC), without unseen characters, single blanks between words."""

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Clean before blank, too short and too long are judged."""
        return super().run_validation(self.clean(data) if isinstance(data, str) else data)

    @staticmethod
    def clean(text: str) -> str:
        """Return the line without what nobody sees; NUL stays, to be refused."""
        return BLANKS.sub(" ", UNSEEN.sub("", unicodedata.normalize("NFC", text))).strip()


class BlockField(TextField):
    """Text with line breaks: composed (NFC), without unseen characters, every break a line feed."""

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Clean before blank and too long are judged."""
        return super().run_validation(self.clean(data) if isinstance(data, str) else data)

    @staticmethod
    def clean(text: str) -> str:
        """Return the text without what nobody sees; NUL stays, to be refused."""
        return UNSEEN.sub("", BREAKS.sub("\n", unicodedata.normalize("NFC", text))).strip()


class StrictBooleanField(serializers.BooleanField):
    """`true` or `false`, nothing that only looks so."""

    def to_internal_value(self, data: Any) -> bool:
        """Return the value.

        Raises:
            ValidationError: It is something else.
        """
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
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
