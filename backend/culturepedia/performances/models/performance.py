"""Performances, their weekly timetables and hashtags.

Who writes what: `kopis.sync` all columns from KOPIS, `enrichment` the poster and hashtag columns, the app that
counts the counters, `works` what staff said. State, D-day and dated showtimes are computed from dates when read.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from culturepedia.performances.models.venue import Hall, Venue

UNRANKED = 1_000_000


class Performance(models.Model):
    """One run of one production at one venue."""

    kopis_id = models.CharField("KOPIS 번호", max_length=12, unique=True)
    title = models.CharField("제목", max_length=300)
    genre = models.CharField("장르", max_length=10, null=True)
    genre_text = models.CharField("장르 원문", max_length=60, null=True)
    region = models.CharField("지역", max_length=10, null=True)
    region_text = models.CharField("지역 원문", max_length=60, null=True)
    start_date = models.DateField("시작일")
    end_date = models.DateField("종료일")
    open_run = models.BooleanField("오픈런", default=False)

    venue = models.ForeignKey(Venue, models.SET_NULL, null=True, related_name="+", verbose_name="공연장")
    hall = models.ForeignKey(Hall, models.SET_NULL, null=True, related_name="+", verbose_name="홀")
    # What KOPIS names, kept so that a venue that arrives later is linked then.
    venue_kopis_id = models.CharField("공연장 번호", max_length=12, null=True)
    hall_kopis_id = models.CharField("홀 번호", max_length=20, null=True)
    venue_name = models.CharField("공연장 이름", max_length=200, null=True)
    hall_name = models.CharField("홀 이름", max_length=200, null=True)

    synopsis = models.TextField("줄거리", null=True)
    cast_text = models.TextField("출연 원문", null=True)
    crew_text = models.TextField("제작진 원문", null=True)
    companies_text = models.TextField("제작사 원문", null=True)
    runtime_text = models.CharField("공연 시간 원문", max_length=100, null=True)
    runtime_minutes = models.PositiveSmallIntegerField("공연 시간(분)", null=True)
    age_text = models.CharField("관람 연령 원문", max_length=100, null=True)
    age_min = models.PositiveSmallIntegerField("최소 연령", null=True)
    price_text = models.TextField("가격 원문", null=True)
    prices = models.JSONField("가격", default=list)  # [{"seat": "R석", "amount_krw": 99000}]
    price_min_krw = models.PositiveIntegerField("최저가", null=True)
    price_max_krw = models.PositiveIntegerField("최고가", null=True)
    is_free = models.BooleanField("무료", null=True)
    schedule_text = models.TextField("공연 시각 원문", null=True)

    visiting = models.BooleanField("내한", null=True)
    child = models.BooleanField("아동", null=True)
    daehakro = models.BooleanField("대학로", null=True)
    festival = models.BooleanField("축제", null=True)
    musical_licensed = models.BooleanField("라이선스 뮤지컬", null=True)
    musical_original = models.BooleanField("창작 뮤지컬", null=True)

    poster_source_url = models.URLField("포스터 원본", max_length=500, null=True)
    intro_image_urls = models.JSONField("소개 이미지 원본", default=list)  # ["http://…"]
    booking_links = models.JSONField("예매처", default=list)  # [{"name": "…", "url": "http://…"}]
    work_key = models.CharField(max_length=120, null=True)  # the same for all productions of one work, by their titles
    staff_work = models.CharField(max_length=120, null=True)  # what staff said against the title
    work = models.GeneratedField(
        expression=Coalesce("staff_work", "work_key"),
        output_field=models.CharField(max_length=120, null=True),
        db_persist=True,
    )
    work_title = models.CharField(max_length=300, null=True)

    source_updated_at = models.DateTimeField("KOPIS 수정", null=True)
    source_registered_at = models.DateTimeField("KOPIS 등록", null=True)
    list_fingerprint = models.CharField(max_length=64, default="")  # the list row that was seen last
    detail_fingerprint = models.CharField(max_length=64, default="")  # … that asked for the last detail call
    content_hash = models.CharField(max_length=64, default="")
    created_at = models.DateTimeField("처음 본 때")
    synced_at = models.DateTimeField("확인한 때")
    detail_synced_at = models.DateTimeField("상세를 받은 때", null=True)
    missing_since = models.DateField("KOPIS에서 사라진 날", null=True)  # first full pass without it
    withdrawn_at = models.DateTimeField("내려간 때", null=True)  # a second pass found no detail either

    sales_rank = models.PositiveSmallIntegerField("주간 예매 순위", null=True)
    sales_order = models.PositiveIntegerField(default=UNRANKED)  # national rank, else genre, else region, else last

    # enrichment
    poster_key = models.CharField(max_length=80, null=True)  # path below MEDIA_ROOT without "-{width}.webp"
    poster_widths = models.JSONField(default=list)  # [120, 180, 240, 360]
    poster_width = models.PositiveSmallIntegerField(null=True)  # px, of the widest file
    poster_height = models.PositiveSmallIntegerField(null=True)
    poster_color = models.CharField(max_length=7, null=True)  # "#3a2b1c"
    poster_fetched_url = models.URLField(
        max_length=500, null=True
    )  # the source tried last; poster_failures > 0: in vain
    poster_failures = models.PositiveSmallIntegerField("포스터 실패", default=0)
    poster_error = models.CharField("포스터 오류", max_length=200, null=True)
    poster_retry_at = models.DateTimeField(null=True)
    intro_images = models.JSONField(default=list)  # [{"source": "http://…", "pieces": [{"path", "width", "height"}]}]
    intro_fetched_urls = models.JSONField(null=True)  # the sources tried last; intro_failures > 0: some in vain
    intro_failures = models.PositiveSmallIntegerField("소개 이미지 실패", default=0)
    intro_error = models.CharField("소개 이미지 오류", max_length=200, null=True)
    intro_retry_at = models.DateTimeField(null=True)
    hashtags = models.JSONField("해시태그", default=list)  # slugs as cards show them; rows in PerformanceHashtag
    title_en = models.CharField("영어 제목", max_length=200, null=True)
    title_en_source = models.CharField("영어 제목 출처", max_length=12, null=True)  # codes.TagSource

    # counters, written by `reviews`
    rating_average = models.DecimalField("평점", max_digits=3, decimal_places=2, null=True)
    rating_count = models.PositiveIntegerField("리뷰 수", default=0)
    rating_distribution = models.JSONField("별점 분포", default=dict)  # {"4.5": 3}, without zeros

    class Meta:
        verbose_name = "공연"
        verbose_name_plural = "공연"
        constraints = [
            models.CheckConstraint(condition=Q(start_date__lte=F("end_date")), name="run_ends_after_it_starts"),
        ]
        indexes = [
            models.Index(fields=["sales_order", "-start_date", "-kopis_id"], name="performance_sales"),
            models.Index(fields=["-created_at", "-kopis_id"], name="performance_newest"),
            models.Index(fields=["end_date", "start_date"], name="performance_run"),
            models.Index(fields=["start_date"], name="performance_start"),
            models.Index(fields=["genre", "sales_order"], name="performance_genre"),
            models.Index(fields=["region", "sales_order"], name="performance_region"),
            models.Index(fields=["work"], name="performance_work"),
            # What lists filter by, so that counts and facets are read off the index alone.
            models.Index(
                fields=[
                    "withdrawn_at",
                    "genre",
                    "region",
                    "start_date",
                    "end_date",
                    "open_run",
                    "price_min_krw",
                    "price_max_krw",
                    "is_free",
                    "age_min",
                    "child",
                    "visiting",
                    "festival",
                    "daehakro",
                    "venue",
                ],
                name="performance_filters",
            ),
            # The queue of posters: a handful of rows among all the finished ones.
            models.Index(
                fields=["poster_retry_at"],
                name="performance_poster_queue",
                condition=Q(poster_source_url__isnull=False)
                & (
                    Q(poster_fetched_url=None)
                    | ~Q(poster_fetched_url=F("poster_source_url"))
                    | Q(poster_failures__gt=0)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.kopis_id})"


class ShowtimeRule(models.Model):
    """A start time on a weekday (or on public holidays) through the whole run."""

    performance = models.ForeignKey(Performance, models.CASCADE, related_name="+")
    weekday = models.CharField(max_length=7)  # codes.Weekday
    time = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["performance", "weekday", "time"], name="one_rule_per_time"),
        ]
        indexes = [models.Index(fields=["weekday", "time"], name="showtime_weekday_time")]

    def __str__(self) -> str:
        return f"{self.weekday} {self.time:%H:%M}"


class PerformanceHashtag(models.Model):
    """A hashtag of a performance, for filters and facets."""

    performance = models.ForeignKey(Performance, models.CASCADE, related_name="+")
    slug = models.CharField(max_length=40)  # codes.Characteristic, codes.Mood
    source = models.CharField(max_length=12, default="auto-local")  # codes.TagSource
    confidence = models.FloatField(null=True)  # 0 to 1; none of what people chose

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug", "performance"], name="one_hashtag_per_performance")]

    def __str__(self) -> str:
        return self.slug
