"""Venues (KOPIS: facilities) and their halls. All columns are written by `kopis.sync`."""

from __future__ import annotations

from django.db import models


class Venue(models.Model):
    """A theatre, arts centre, club or park where performances take place."""

    kopis_id = models.CharField("KOPIS 번호", max_length=12, unique=True)
    name = models.CharField("이름", max_length=200)
    kind = models.CharField("종류", max_length=60, null=True)
    region = models.CharField("지역", max_length=10, null=True)
    district_code = models.CharField("시군구 코드", max_length=4, null=True)
    district_text = models.CharField("시군구", max_length=40, null=True)
    address = models.CharField("주소", max_length=300, null=True)
    latitude = models.FloatField("위도", null=True)
    longitude = models.FloatField("경도", null=True)
    phone = models.CharField("전화", max_length=60, null=True)
    url = models.URLField("홈페이지", max_length=500, null=True)
    seats = models.PositiveIntegerField("좌석", null=True)
    wheelchair_seats = models.PositiveIntegerField("휠체어석", null=True)
    opened_year = models.PositiveSmallIntegerField("개관", null=True)
    closed = models.BooleanField("폐관", default=False)

    has_restaurant = models.BooleanField("식당", null=True)
    has_cafe = models.BooleanField("카페", null=True)
    has_store = models.BooleanField("편의점", null=True)
    has_playroom = models.BooleanField("놀이방", null=True)
    has_nursing_room = models.BooleanField("수유실", null=True)
    has_parking_lot = models.BooleanField("주차장", null=True)
    accessible_parking = models.BooleanField("장애인 주차", null=True)
    accessible_restroom = models.BooleanField("장애인 화장실", null=True)
    accessible_ramp = models.BooleanField("경사로", null=True)
    accessible_elevator = models.BooleanField("엘리베이터", null=True)

    list_fingerprint = models.CharField(max_length=64, default="")  # the list row that was seen last
    detail_fingerprint = models.CharField(max_length=64, default="")  # … that asked for the last detail call
    content_hash = models.CharField(max_length=64, default="")
    detail_synced_at = models.DateTimeField(null=True)  # NULL: only the list row is known yet
    synced_at = models.DateTimeField("확인한 때")

    class Meta:
        verbose_name = "공연장"
        verbose_name_plural = "공연장"
        indexes = [
            models.Index(fields=["region", "district_code"], name="venue_region_district"),
            models.Index(fields=["latitude", "longitude"], name="venue_position"),
            models.Index(fields=["name", "id"], name="venue_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Hall(models.Model):
    """One stage of a venue."""

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="+")
    kopis_id = models.CharField("KOPIS 번호", max_length=20, unique=True)
    name = models.CharField("이름", max_length=200)
    seats = models.PositiveIntegerField("좌석", null=True)
    wheelchair_seats = models.PositiveIntegerField("휠체어석", null=True)

    class Meta:
        verbose_name = "공연장 홀"
        verbose_name_plural = "공연장 홀"

    def __str__(self) -> str:
        return self.name
