"""What staff say about works against the titles: that two are one, or that a performance is none of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from culturepedia.performances.models import CatalogueVersion, Performance

if TYPE_CHECKING:
    from collections.abc import Sequence


def merge(keys: Sequence[int]) -> int:
    """Make one work of those of performances, by primary key, all their productions included; return how many moved.

    Its name is that of the work with most of these performances, so that later productions of it join by their titles.
    """
    with transaction.atomic():
        chosen = list(Performance.objects.filter(pk__in=keys).order_by("pk").values_list("work", "kopis_id"))
        works = Counter(work for work, _ in chosen if work is not None)
        if not chosen:
            return 0
        target = works.most_common(1)[0][0] if works else staff_name(chosen[0][1])
        theirs = Performance.objects.filter(Q(pk__in=keys) | Q(work__in=works))
        count = theirs.filter(~Q(work=target) | Q(work=None)).update(staff_work=target)
        CatalogueVersion.advance()
    return count


def split(keys: Sequence[int]) -> int:
    """Make each of the performances, by primary key, a work of its own; return how many there are."""
    with transaction.atomic():
        rows = list(Performance.objects.filter(pk__in=keys).only("pk", "kopis_id"))
        for row in rows:
            row.staff_work = staff_name(row.kopis_id)
        Performance.objects.bulk_update(rows, ["staff_work"])
        CatalogueVersion.advance()
    return len(rows)


def trust_titles(keys: Sequence[int]) -> int:
    """Take back what staff said about performances, by primary key; return of how many they had said something."""
    with transaction.atomic():
        count = Performance.objects.filter(pk__in=keys, staff_work__isnull=False).update(staff_work=None)
        CatalogueVersion.advance()
    return count


def staff_name(kopis_id: str) -> str:
    """Return the name of a work that is one by the word of staff; no title gives such a name."""
    return f"staff:{kopis_id}"
