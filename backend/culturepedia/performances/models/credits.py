"""People and companies, and what they do for a performance. Written by `kopis.sync`.

KOPIS gives names without ids: one name is one person here.
"""

from __future__ import annotations

from django.db import models

from culturepedia.performances.models.performance import Performance


class Person(models.Model):
    """Someone on stage or behind it."""

    name = models.CharField("이름", max_length=100, unique=True)

    class Meta:
        verbose_name = "인물"
        verbose_name_plural = "인물"

    def __str__(self) -> str:
        return self.name


class Company(models.Model):
    """A producer, agency, host or organizer."""

    name = models.CharField("이름", max_length=150, unique=True)

    class Meta:
        verbose_name = "제작사"
        verbose_name_plural = "제작사"

    def __str__(self) -> str:
        return self.name


class Credit(models.Model):
    """A person's part in a performance, in the order of the source."""

    performance = models.ForeignKey(Performance, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=4)  # codes.CreditKind
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["performance", "kind", "person"], name="one_credit_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.position}"


class CompanyCredit(models.Model):
    """A company's part in a performance, in the order of the source."""

    performance = models.ForeignKey(Performance, models.CASCADE, related_name="+")
    company = models.ForeignKey(Company, models.CASCADE, related_name="+")
    role = models.CharField(max_length=10)  # codes.CompanyRole
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["performance", "role", "company"], name="one_role_per_company"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.position}"
