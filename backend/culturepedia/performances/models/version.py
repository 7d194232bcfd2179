"""One number that grows with every change of the catalogue, so that caches never guess."""

from __future__ import annotations

from django.db import models
from django.db.models import F


class CatalogueVersion(models.Model):
    """A single row; answers cached under an older number are never served again."""

    ONLY_ID = 1

    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        """Return the number, 0 before the first change; one query."""
        return cls.objects.filter(pk=cls.ONLY_ID).values_list("number", flat=True).first() or 0

    @classmethod
    def advance(cls) -> None:
        """Count one change; call it inside the transaction that makes the change, as its last statement."""
        if not cls.objects.filter(pk=cls.ONLY_ID).update(number=F("number") + 1):
            cls.objects.get_or_create(pk=cls.ONLY_ID, defaults={"number": 1})
