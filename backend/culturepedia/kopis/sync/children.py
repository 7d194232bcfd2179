"""Rows that hang on a performance: people, companies, showtimes. Replaced as a whole, and only when they differ."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from culturepedia.performances.models import Company, CompanyCredit, Credit, Person, ShowtimeRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import time

NAMES_AT_ONCE = 400  # below every database's limit of parameters in one statement


@dataclass(frozen=True, slots=True)
class Naming:
    """A table that names people or companies of performances, and how its columns are called."""

    link: type[Credit | CompanyCredit]
    named: type[Person | Company]
    max_length: int
    name_field: str
    role_field: str


PEOPLE = Naming(Credit, Person, 100, "person", "kind")
COMPANIES = Naming(CompanyCredit, Company, 150, "company", "role")


def write_names(naming: Naming, wanted: Mapping[int, Mapping[str, Iterable[str]]]) -> set[int]:
    """Make the names in each role of performances (by primary key) equal to `wanted`; return whose rows changed.

    Roles that `wanted` does not mention stay as they are.
    """
    names = {
        (pk, role): list(dict.fromkeys(name[: naming.max_length] for name in found))
        for pk, roles in wanted.items()
        for role, found in roles.items()
    }
    ids = _ids(naming, {name for found in names.values() for name in found})
    target = {key: [ids[name] for name in found] for key, found in names.items()}
    stored: dict[tuple[int, str], list[int]] = defaultdict(list)
    rows = naming.link.objects.filter(performance__in=wanted).order_by("position")
    for pk, role, name_id in rows.values_list("performance_id", naming.role_field, f"{naming.name_field}_id"):
        stored[pk, role].append(name_id)
    changed = sorted(key for key, found in target.items() if stored.get(key, []) != found)
    for pk, role in changed:
        if (pk, role) in stored:
            naming.link.objects.filter(Q(performance=pk), Q((naming.role_field, role))).delete()
    new: list[Any] = [
        naming.link(
            **{"performance_id": pk, naming.role_field: role, f"{naming.name_field}_id": name_id, "position": position}
        )
        for pk, role in changed
        for position, name_id in enumerate(target[pk, role])
    ]
    naming.link.objects.bulk_create(new)
    return {pk for pk, _ in changed}


def write_showtimes(wanted: Mapping[int, Iterable[tuple[str, time]]]) -> set[int]:
    """Make the timetables of performances (by primary key) equal to `wanted`; return whose rows changed."""
    stored: dict[int, set[tuple[str, time]]] = defaultdict(set)
    rows = ShowtimeRule.objects.filter(performance__in=wanted)
    for pk, weekday, at in rows.values_list("performance_id", "weekday", "time"):
        stored[pk].add((weekday, at))
    target = {pk: set(rules) for pk, rules in wanted.items()}
    changed = sorted(pk for pk, rules in target.items() if stored.get(pk, set()) != rules)
    ShowtimeRule.objects.filter(performance__in=[pk for pk in changed if pk in stored]).delete()
    ShowtimeRule.objects.bulk_create(
        ShowtimeRule(performance_id=pk, weekday=weekday, time=at)
        for pk in changed
        for weekday, at in sorted(target[pk])
    )
    return set(changed)


def _ids(naming: Naming, names: set[str]) -> dict[str, int]:
    """Return the primary key of each name, making rows for new ones."""
    found: dict[str, int] = {}
    ordered = sorted(names)  # one order everywhere: two writers never wait for each other
    for start in range(0, len(ordered), NAMES_AT_ONCE):
        chunk = ordered[start : start + NAMES_AT_ONCE]
        found |= _known(naming, chunk)
        if missing := [name for name in chunk if name not in found]:
            rows: list[Any] = [naming.named(name=name) for name in missing]
            naming.named.objects.bulk_create(rows, ignore_conflicts=True)
            found |= _known(naming, missing)
    return found


def _known(naming: Naming, names: list[str]) -> dict[str, int]:
    return dict(naming.named.objects.filter(name__in=names).values_list("name", "pk"))
