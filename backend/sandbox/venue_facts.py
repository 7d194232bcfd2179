"""Facts of a venue: kinds and codes, position, address, telephone, web address, flags, days of change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sandbox.grammar import venue_grammar

if TYPE_CHECKING:
    from random import Random

    from sandbox.regions import District

DAEHAKRO_THEATRES = 44
DAEHAKRO_DONG = ("동숭동", "혜화동", "명륜4가", "명륜2가", "연건동", "이화동")
FLAGS = ("restaurant", "cafe", "store", "nolibang", "suyu")
BARRIER_FLAGS = ("parkbarrier", "restbarrier", "runwbarrier", "elevbarrier")
OLD_DAY = date(2012, 1, 1).toordinal()
NEW_VENUES = 60
FIRST_NEW_DAY = date(2026, 6, 1).toordinal()
# Which styles of venue take which kinds of show, most likely first.
PLACES: dict[str, dict[str, float]] = {
    "chamber": {"hall": 6, "civic": 3, "campus": 2},
    "big": {"civic": 8, "arena": 0.3},
    "town": {"civic": 8, "campus": 2, "hall": 1},
    "small": {"daehakro": 6, "theatre": 5, "civic": 3},
    "daehakro": {"daehakro": 8, "theatre": 3},
    "club": {"club": 8, "hall": 1},
    "arena": {"arena": 6, "civic": 2},
    "outdoor": {"outdoor": 1},
    "any": {"civic": 4, "theatre": 2, "hall": 2, "campus": 1, "outdoor": 0.6, "club": 1},
}
# Shares of the venues beyond the theatres of Daehakro and one civic hall per district.
PRIVATE_STYLES = {"theatre": 30, "hall": 34, "club": 20, "arena": 8, "outdoor": 14, "campus": 20}
CHARTR = {
    "civic": ("공공(문예회관)",) * 6 + ("공공(기타)", "중앙정부", "문예회관"),
    "daehakro": ("민간(대학로)",),
    "theatre": ("민간(대학로 외)",),
    "hall": ("민간(대학로 외)",) * 4 + ("기타(비공연장)",),
    "club": ("민간(대학로 외)", "기타(비공연장)"),
    "arena": ("공공(기타)",) * 3 + ("기타(비공연장)", "기타(공공)"),
    "outdoor": ("기타(비공연장)",) * 5 + ("공공(기타)",),
    "campus": ("기타(비공연장)",) * 3 + ("민간(대학로 외)", "공공(기타)"),
}
CHARTR_CODES = {
    "1": ("중앙정부",),
    "2": ("공공(문예회관)", "문예회관"),
    "3": ("공공(기타)", "기타(공공)"),
    "4": ("민간(대학로)",),
    "5": ("민간(대학로 외)",),
    "6": ("기타(해외등)",),
    "7": ("기타(비공연장)",),
}


def draw_position(district: District, style: str, rng: Random) -> tuple[str, str]:
    """Return latitude and longitude as text; a few venues have none, or zeros."""
    latitude, longitude, spread = district.latitude, district.longitude, 0.011
    if style == "daehakro":
        latitude, longitude, spread = 37.5820, 127.0035, 0.0022
    latitude += rng.uniform(-spread, spread)
    longitude += rng.uniform(-spread, spread)
    unlucky = rng.random()
    if unlucky < 0.015:
        return "", ""
    if unlucky < 0.02:
        return "0", "0"
    digits = rng.choice((7, 14, 15))
    return f"{latitude:.{digits}f}", f"{longitude:.{digits}f}"


def draw_address(district: District, style: str, rng: Random) -> str:
    """Return a road address in the full form."""
    words = venue_grammar()
    where = f"{district.province.full} {district.name}" if district.name != "세종시" else district.province.full
    if style == "daehakro":
        road = rng.choice(("대학로", "대학로8가길", "대학로10길", "동숭길", "창경궁로", "혜화로", "낙산길", "이화장길"))
        return f"{where} {road} {rng.randint(3, 140)} ({rng.choice(DAEHAKRO_DONG)})"
    road, dong = words.draw("road", rng), words.draw("dong", rng)
    tail = f" ({dong})" if rng.random() < 0.8 else ""
    return f"{where} {road} {rng.randint(1, 480)}{tail}"


AREA_CODES = {"11": "02", "26": "051", "27": "053", "28": "032", "29": "062", "30": "042", "31": "052", "36": "044"}
PROVINCE_AREA_CODES = {"41": "031", "51": "033", "43": "043", "44": "041", "45": "063", "46": "061", "47": "054"}


def draw_phone(district: District, rng: Random) -> str:
    """Return a telephone number with the right area code, sometimes blank."""
    if rng.random() < 0.12:
        return ""
    if rng.random() < 0.06:
        return f"1544-{rng.randint(1000, 9999)}"
    code = (AREA_CODES | PROVINCE_AREA_CODES | {"48": "055", "50": "064"})[district.province.code]
    return f"{code}-{rng.randint(200, 899)}-{rng.randint(0, 9999):04d}"


def draw_url(number: int, rng: Random) -> str:
    """Return a web address, often blank, now and then unfinished."""
    if rng.random() < 0.35:
        return ""
    return rng.choice((f"http://www.venue{number}.example.kr/", f"https://hall{number}.example.com", "http://"))


def draw_flags(style: str, rng: Random) -> dict[str, str]:
    """Return the ten Y/N flags by element name."""
    public = style in {"civic", "arena"}
    flags = {name: "Y" if rng.random() < (0.4 if public else 0.15) else "N" for name in FLAGS}
    # A small basement theatre seldom has a ramp or a lift; a civic hall mostly does.
    flags |= {name: "Y" if rng.random() < (0.75 if public else 0.14) else "N" for name in BARRIER_FLAGS}
    flags["parkinglot"] = "Y" if rng.random() < (0.9 if public else 0.35) else "N"
    return flags


def draw_changes(registered: int, rng: Random) -> tuple[int, ...]:
    """Return the days (ordinals) on which the record changes."""
    days: list[int] = []
    day = max(registered, FIRST_NEW_DAY - 900)
    while len(days) < 12:
        day += 1 + int(rng.expovariate(1 / 260))
        days.append(day)
    return tuple(days)
