"""What search keeps beside the catalogue: written by `indexing` and `rebuild` only; and what people searched for.

The tokens themselves live where each database searches best: in FTS5 tables on SQLite, in columns of the entries with
indexes over them on PostgreSQL (see the migration). No constraint ties the rows to their performances, because a
rebuild makes the tables anew and puts them in the place of the old ones; and the keys are plain integers, which SQLite
finds without an index.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from culturepedia.search.terms import MAX_LABEL, MAX_TEXT

MAX_KEY = 200


class SearchEntry(models.Model):
    """What filters, facets and the first choice by popularity look at; columns are named as the performance's."""

    id = models.BigAutoField(primary_key=True)  # the performance's
    prior = models.FloatField()  # popularity, and what `prior_date` of the state says about the run
    popularity = models.FloatField()  # the part of it that no date changes
    genre = models.CharField(max_length=10, null=True)
    region = models.CharField(max_length=10, null=True)
    start_date = models.DateField()
    end_date = models.DateField()
    open_run = models.BooleanField()
    price_min_krw = models.PositiveIntegerField(null=True)
    price_max_krw = models.PositiveIntegerField(null=True)
    is_free = models.BooleanField(null=True)
    age_min = models.PositiveSmallIntegerField(null=True)
    child = models.BooleanField(null=True)
    visiting = models.BooleanField(null=True)
    festival = models.BooleanField(null=True)
    daehakro = models.BooleanField(null=True)
    venue_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["venue_id"], name="search_entry_venue"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class SearchText(models.Model):
    """The folded fields of a performance, by which a candidate is verified and ranked; names stand between bars."""

    id = models.BigAutoField(primary_key=True)  # the performance's
    core_key = models.CharField(max_length=MAX_KEY)  # the core title without spaces
    english_key = models.CharField(max_length=MAX_KEY)
    core = models.TextField()
    title = models.TextField()
    english = models.TextField()
    cast = models.TextField()
    crew = models.TextField()
    venue = models.TextField()
    companies = models.TextField()
    tags = models.TextField()
    links = models.TextField()  # the terms that hang on it: "person:12 venue:3"

    class Meta:
        indexes = [
            models.Index(fields=["core_key"], name="search_text_core"),
            models.Index(fields=["english_key"], name="search_text_english"),
        ]

    def __str__(self) -> str:
        return self.title


class SearchTerm(models.Model):
    """A way into a title or name, for autocompletion and correction; see `terms.TermRow`."""

    kind = models.CharField(max_length=11)
    target = models.CharField(max_length=MAX_KEY)
    label = models.CharField(max_length=MAX_LABEL)
    start = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=MAX_TEXT)
    keys = models.CharField(max_length=MAX_TEXT)
    initials = models.CharField(max_length=MAX_TEXT)
    k1 = models.CharField(max_length=1)
    k2 = models.CharField(max_length=2)
    k3 = models.CharField(max_length=3)
    k4 = models.CharField(max_length=4)
    i2 = models.CharField(max_length=2)
    loose = models.CharField(max_length=2 * MAX_TEXT)
    sound = models.CharField(max_length=2 * MAX_TEXT)
    weight = models.FloatField()
    best = models.BigIntegerField()  # the performance that it leads to first

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "target", "start"], name="one_term_per_start"),
        ]
        indexes = [
            models.Index(fields=["k1", "-weight", "id"], name="search_term_k1"),
            models.Index(fields=["k2", "-weight", "id"], name="search_term_k2"),
            models.Index(fields=["k3", "-weight", "id"], name="search_term_k3"),
            models.Index(fields=["k4", "-weight", "id"], name="search_term_k4"),
            models.Index(fields=["i2", "-weight", "id"], name="search_term_i2"),
            models.Index(
                fields=["-weight", "id"], condition=models.Q(kind="performance", start=0), name="search_term_popular"
            ),
            models.Index(fields=["sound"], name="search_term_sound"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.text}"


class SearchState(models.Model):
    """A single row: what the index was made with, and whether it is being made anew."""

    ONLY_ID = 1

    tokeniser = models.PositiveIntegerField(default=0)
    prior_date = models.DateField(null=True)  # the day of all priors
    built_at = models.DateTimeField(null=True)
    rebuilding_since = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"tokeniser {self.tokeniser}"


class SearchHistory(models.Model):
    """What a person searched for; kept for them and their recommendations, and only while they want it kept."""

    public_id = models.UUIDField("공개 번호", default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="사용자")
    text = models.CharField("검색어", max_length=100)
    key = models.CharField(max_length=MAX_KEY)  # the text as search compares it
    tags = models.JSONField("해시태그", default=list)  # slugs of hashtags that it names, or that its best answer has
    searched_at = models.DateTimeField("검색한 때")

    class Meta:
        verbose_name = "검색 기록"
        verbose_name_plural = "검색 기록"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_search_per_text")]
        indexes = [models.Index(fields=["user", "-searched_at", "-id"], name="search_history_newest")]

    def __str__(self) -> str:
        return self.text


class SearchOutbox(models.Model):
    """A performance that changed and that OpenSearch has not been told of yet."""

    performance_id = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.performance_id)


class SearchPending(models.Model):
    """A performance that changed while the index was being made anew."""

    performance_id = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.performance_id)
