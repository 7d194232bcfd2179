"""Venues: list, detail, halls and neighbours."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from culturepedia.common import errors
from culturepedia.common.parameters import Place
from culturepedia.performances import filters
from culturepedia.performances.codes import Amenity
from culturepedia.performances.districts import get_district
from culturepedia.performances.selectors import paginate
from culturepedia.performances.sql import Where, collate_by_code, fetch, marks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LIST_READERS = {
    name: filters.LIST_READERS[name] for name in ("region", "district", "accessible", "near", "page", "page_size")
}
VENUE_COLUMNS = (
    "v.kopis_id, v.name, v.kind, v.region, v.district_code, v.district_text, v.address, v.latitude, v.longitude, "
    "v.phone, v.url, v.seats, v.opened_year, v.closed, "
    "v.has_restaurant, v.has_cafe, v.has_store, v.has_playroom, v.has_nursing_room, v.has_parking_lot, "
    "v.accessible_parking, v.accessible_restroom, v.accessible_ramp, v.accessible_elevator, v.wheelchair_seats"
)
VENUE_WIDTH = VENUE_COLUMNS.count(",") + 1
NEIGHBOURS = 12
NEIGHBOUR_KM = 5.0

VenueData = dict[str, Any]


def build_venue(row: Sequence[Any], halls: list[dict[str, Any]]) -> VenueData:
    """Return a venue of a row with `VENUE_COLUMNS`."""
    kopis_id, name, kind, region, code, district_text, *rest = row
    address, latitude, longitude, phone, url, seats, opened_year, closed = rest[:8]
    amenities, (parking, restroom, ramp, elevator, wheelchair_seats) = rest[8:14], rest[14:]
    district = get_district(code) if code else None
    return {
        "id": kopis_id,
        "name": name,
        "kind": kind,
        "region": region,
        "district": {"code": district.code, "name": district_text or district.ko} if district else None,
        "address": address,
        "latitude": latitude,
        "longitude": longitude,
        "phone": phone,
        "url": url,
        "seats": seats,
        "opened_year": opened_year,
        "closed": closed,
        "halls": halls,
        "amenities": {amenity.value: known for amenity, known in zip(Amenity, amenities, strict=True)},
        "accessibility": {
            "parking": parking,
            "restroom": restroom,
            "ramp": ramp,
            "elevator": elevator,
            "wheelchair_seats": wheelchair_seats,
        },
        "performances_url": f"/api/v1/performances?venue={kopis_id}&state=running,upcoming",
    }


def build_hall(kopis_id: str, name: str, seats: int | None, wheelchair_seats: int | None) -> dict[str, Any]:
    """Return a hall as venues show it."""
    return {"id": kopis_id, "name": name, "seats": seats, "wheelchair_seats": wheelchair_seats}


def list_venues(values: Mapping[str, Any], *, link: Callable[..., str]) -> dict[str, Any]:
    """Return a page of venues by name, or by distance from a point; three queries.

    Raises:
        NotFound: The page lies past the end.
    """
    where = Where()
    filters.add_place_filters(where, values)
    count = fetch(f"SELECT COUNT(*) FROM performances_venue v {where.text}", where.params)[0][0]  # noqa: S608
    distance, distance_params = filters.haversine(values["near"]) if "near" in values else ("", ())
    order = ", ".join(filter(None, [distance, f"v.name {collate_by_code()}", "v.kopis_id"]))

    def rows(limit: int, offset: int) -> list[VenueData]:
        text = (
            f"SELECT v.id, {VENUE_COLUMNS} FROM performances_venue v {where.text} "  # noqa: S608
            f"ORDER BY {order} LIMIT %s OFFSET %s"
        )
        found = fetch(text, [*where.params, *distance_params, limit, offset])
        halls = _halls([row[0] for row in found])
        return [build_venue(row[1:], halls.get(row[0], [])) for row in found]

    return paginate(values, count, rows, link)


def get_venue(kopis_id: str) -> VenueData:
    """Return a venue with its halls and the venues around it; three queries.

    Raises:
        NotFound: There is no such venue.
    """
    found = fetch(f"SELECT v.id, {VENUE_COLUMNS} FROM performances_venue v WHERE v.kopis_id = %s", [kopis_id])  # noqa: S608
    if not found:
        raise errors.not_found()
    key, *row = found[0]
    venue = build_venue(row, _halls([key]).get(key, []))
    venue["neighbours"] = _neighbours(key, venue["latitude"], venue["longitude"])
    return venue


def _halls(venue_keys: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    if not venue_keys:
        return {}
    text = (
        "SELECT venue_id, kopis_id, name, seats, wheelchair_seats FROM performances_hall "  # noqa: S608
        f"WHERE venue_id IN ({marks(venue_keys)}) ORDER BY kopis_id"
    )
    halls: dict[int, list[dict[str, Any]]] = {}
    for venue_key, *hall in fetch(text, venue_keys):
        halls.setdefault(venue_key, []).append(build_hall(*hall))
    return halls


def _neighbours(key: int, latitude: float | None, longitude: float | None) -> list[dict[str, Any]]:
    """Return the open venues within five kilometres, the nearest first."""
    if latitude is None or longitude is None:
        return []
    where = Where()
    where.add("", "v.id <> %s AND NOT v.closed", key)
    around = Place(latitude, longitude, NEIGHBOUR_KM)
    filters.add_near(where, around)
    distance, params = filters.haversine(around)
    text = (
        f"SELECT v.kopis_id, v.name, v.latitude, v.longitude, {distance} FROM performances_venue v {where.text} "  # noqa: S608
        "ORDER BY 5, v.kopis_id LIMIT %s"
    )
    return [
        {
            "id": kopis_id,
            "name": name,
            "latitude": its_latitude,
            "longitude": its_longitude,
            "distance_m": round(2000 * filters.EARTH_RADIUS_KM * math.asin(math.sqrt(min(half_chord, 1)))),
        }
        for kopis_id, name, its_latitude, its_longitude, half_chord in fetch(text, [*params, *where.params, NEIGHBOURS])
    ]
