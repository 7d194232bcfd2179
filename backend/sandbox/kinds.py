"""The kinds of performance the world knows, with their share of all rows and their habits.

Shares follow the real mix of genres: classical about 35 %, plays 18 %, musicals 14 %, pop 15 %, gugak 6 %,
dance 4 %, mixed 4 %, circus and magic 3 %, pop dance 1 %.
"""

from __future__ import annotations

from dataclasses import dataclass

GENRES = {
    "play": ("AAAA", "연극", ("연극",)),
    "musical": ("GGGA", "뮤지컬", ("뮤지컬",)),
    "classical": ("CCCA", "서양음악(클래식)", ("클래식", "오페라")),
    "gugak": ("CCCC", "한국음악(국악)", ("국악",)),
    "pop": ("CCCD", "대중음악", ("대중음악",)),
    "dance": ("BBBC", "무용(서양/한국무용)", ("무용",)),
    "pop_dance": ("BBBE", "대중무용", ("대중무용",)),
    "mixed": ("EEEA", "복합", ("복합",)),
    "circus": ("EEEB", "서커스/마술", ("서커스/마술",)),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of performance.

    Attributes:
        name: Its list of titles in the grammar; the part before the dot is the genre slug.
        share: Rows of this kind in a thousand.
        run: Which lengths of run it has (a key of `RUNS`).
        places: Which venues take it (a key of `venues.PLACES`).
        times: Which clock times it plays at (a key of `schedules.TIMES`).
        price: Which prices it asks (a key of `prices.PRICES`).
        story: Which list of synopses it uses.
        fame: How many tickets it sells beside others, in arbitrary units.
        child: Whether it is for children.
    """

    name: str
    share: int
    run: str
    places: str
    times: str
    price: str
    story: str
    fame: float
    child: bool = False

    @property
    def genre(self) -> str:
        """The genre's slug, a key of `GENRES`."""
        return self.name.partition(".")[0]


KINDS = (
    Kind("classical.recital", 140, "one", "chamber", "evening", "low", "concert", 1),
    Kind("classical.orchestra", 50, "one", "big", "evening", "grades", "concert", 6),
    Kind("classical.chamber", 65, "one", "chamber", "evening", "low", "concert", 1),
    Kind("classical.choir", 30, "one", "big", "evening", "low", "concert", 1),
    Kind("classical.opera", 30, "opera", "big", "evening", "grades", "story", 5),
    Kind("classical.talk", 35, "one", "chamber", "morning", "low", "concert", 1),
    Kind("play.drama", 95, "play", "small", "stage", "mid", "story", 3),
    Kind("play.comedy", 40, "comedy", "daehakro", "comedy", "mid", "story", 5),
    Kind("play.thriller", 15, "comedy", "daehakro", "comedy", "mid", "story", 5),
    Kind("play.kids", 30, "weekend", "small", "kids", "low", "kids", 2, child=True),
    Kind("musical.big", 35, "big", "big", "stage", "high", "story", 60),
    Kind("musical.small", 45, "small", "daehakro", "stage", "grades", "story", 14),
    Kind("musical.kids", 60, "weekend", "town", "kids", "mid", "kids", 5, child=True),
    Kind("pop.solo", 40, "concert", "town", "concert", "grades", "concert", 22),
    Kind("pop.idol", 15, "concert", "arena", "concert", "high", "concert", 90),
    Kind("pop.band", 40, "concert", "club", "concert", "stand", "concert", 5),
    Kind("pop.trot", 13, "concert", "arena", "concert", "grades", "concert", 40),
    Kind("pop.jazz", 20, "concert", "club", "concert", "low", "concert", 2),
    Kind("pop.festival", 10, "festival", "outdoor", "concert", "pass", "concert", 35),
    Kind("pop.visit", 12, "concert", "arena", "concert", "stand", "concert", 30),
    Kind("gugak.pansori", 15, "one", "town", "evening", "low", "concert", 1),
    Kind("gugak.solo", 20, "one", "chamber", "evening", "free", "concert", 0.6),
    Kind("gugak.group", 25, "one", "town", "evening", "free", "concert", 1.5),
    Kind("dance.ballet", 12, "opera", "big", "evening", "grades", "body", 12),
    Kind("dance.modern", 18, "opera", "small", "evening", "low", "body", 1.5),
    Kind("dance.korean", 10, "one", "town", "evening", "low", "body", 1.5),
    Kind("pop_dance.street", 10, "concert", "town", "concert", "mid", "body", 6),
    Kind("circus.magic", 15, "circus", "town", "kids", "mid", "body", 12),
    Kind("circus.circus", 8, "circus", "town", "kids", "grades", "body", 16),
    Kind("circus.bubble", 7, "weekend", "town", "kids", "low", "kids", 4, child=True),
    Kind("mixed.show", 40, "opera", "any", "evening", "low", "body", 2),
)

# Lengths of run in days: (weight, shortest, longest).
RUNS: dict[str, tuple[tuple[int, int, int], ...]] = {
    "one": ((94, 1, 1), (5, 2, 2), (1, 3, 4)),
    "opera": ((45, 1, 1), (40, 2, 3), (15, 4, 5)),
    "play": ((15, 1, 2), (40, 3, 10), (45, 12, 45)),
    "comedy": ((15, 2, 3), (35, 10, 30), (50, 40, 120)),
    "big": ((20, 5, 12), (25, 14, 28), (55, 40, 110)),
    "small": ((25, 2, 5), (30, 7, 16), (45, 40, 85)),
    "weekend": ((50, 1, 1), (40, 2, 2), (10, 8, 40)),
    "concert": ((60, 1, 1), (32, 2, 2), (8, 3, 3)),
    "festival": ((30, 1, 1), (50, 2, 2), (20, 3, 3)),
    "circus": ((45, 1, 1), (30, 2, 2), (15, 3, 15), (10, 30, 75)),
}
EVERGREEN = Kind("openrun", 0, "comedy", "daehakro", "comedy", "mid", "story", 12)
