"""The catalogue's tables. Unknown is NULL, never an empty text or zero; codes are the slugs of `codes.py`."""

from culturepedia.performances.models.credits import Company, CompanyCredit, Credit, Person
from culturepedia.performances.models.performance import Performance, PerformanceHashtag, ShowtimeRule
from culturepedia.performances.models.ranking import Ranking, RankingEntry
from culturepedia.performances.models.venue import Hall, Venue
from culturepedia.performances.models.version import CatalogueVersion

__all__ = [
    "CatalogueVersion",
    "Company",
    "CompanyCredit",
    "Credit",
    "Hall",
    "Performance",
    "PerformanceHashtag",
    "Person",
    "Ranking",
    "RankingEntry",
    "ShowtimeRule",
    "Venue",
]
