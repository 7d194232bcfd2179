"""Provinces and districts of Korea as KOPIS names and codes them, read from `data/districts.txt`.

Districts carry the first four digits of their administrative code and the rough position of their town hall.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sandbox.grammar import DATA

# A 2023 client used 42 for 강원, a 2026 client 51: the server answers both.
PROVINCE_ALIASES = {"42": "51"}


@dataclass(frozen=True, slots=True)
class Province:
    """A province or metropolitan city with its share (percent) of the performances."""

    code: str
    short: str
    full: str
    share: float


@dataclass(frozen=True, slots=True)
class District:
    """A city, county or ward; `weight` is its share within the province, any unit."""

    province: Province
    code: str
    name: str
    latitude: float
    longitude: float
    weight: float

    @property
    def metropolitan(self) -> bool:
        """Whether the province itself is the city (a ward of Seoul, Busan, …)."""
        return self.province.full.endswith(("특별시", "광역시", "특별자치시"))

    @property
    def town(self) -> str:
        """The city's name without its suffix: 수원 for 수원시, 부산 for a ward of Busan."""
        return self.province.short if self.metropolitan else self.name[:-1]

    @property
    def quarter(self) -> str:
        """The ward's name without its suffix where that reads well: 도봉 for 도봉구, 중구 as it is."""
        return self.name[:-1] if len(self.name) > 2 else self.name


@cache
def districts() -> tuple[District, ...]:
    """Return all districts, province by province in the order of their codes."""
    found: list[District] = []
    province: Province | None = None
    for line in (DATA / "districts.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("="):
            _, code, short, full, percent = line.split()
            province = Province(code, short, full, float(percent))
        elif line and not line.startswith("#") and province is not None:
            code, name, latitude, longitude, weight = line.split()
            found.append(District(province, code, name, float(latitude), float(longitude), float(weight)))
    return tuple(found)


def province_of(code: str) -> str:
    """Return the province code that `code` asks for: 42 and 51 are the same province."""
    return PROVINCE_ALIASES.get(code, code)
