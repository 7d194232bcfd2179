"""The search: what a text finds, and what it may have meant when that is little.

Which readings to take is decided without filters: a filter that leaves nothing is no reason to doubt the spelling. The
other keyboard layout, Latin spellings, synopses and object particles are added when fewer than three rows match; other
particles and misspellings only when nothing does, so that a near namesake never joins a name that was found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from culturepedia.search import matching, readings, term_lookup
from culturepedia.search.backends import get_backend
from culturepedia.search.backends.protocol import Scope, Selection, TokenSet
from culturepedia.search.queries import analyse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from culturepedia.search.matching import Match

FEW = 3
MAX_CORRECTIONS = 3
MAX_DROPPED = 4


@dataclass(slots=True)
class Found:
    """The rows of all readings, in the order of the readings; only the last of them may have unranked rows."""

    matches: list[Match] = field(default_factory=list)
    did_you_mean: str | None = None

    @property
    def total(self) -> int:
        """Return how many rows there are."""
        return sum(match.total for match in self.matches)

    @property
    def ranked(self) -> tuple[int, ...]:
        """Return the ranked rows."""
        return tuple(pk for match in self.matches for pk in match.ranked)

    @property
    def selection(self) -> Selection:
        """Return all rows as a selection."""
        last = self.matches[-1]
        if last.is_complete:
            return Selection(keys=self.ranked)
        return Selection(keys=self.ranked, expression=last.expression, tokens=last.tokens)

    def page(self, scope: Scope, limit: int, offset: int) -> list[int]:
        """Return rows in the order of relevance; a query to the database only past the ranked ones."""
        ranked = self.ranked
        keys = list(ranked[offset : offset + limit])
        last = self.matches[-1]
        if len(keys) == limit or last.is_complete:
            return keys
        unranked = last.total - len(last.ranked) - len(last.failed)
        start = max(offset - len(ranked), 0)
        excluded = ranked + last.failed
        tail = Selection(expression=last.expression, tokens=last.tokens, excluded=excluded)
        if start < unranked:
            keys += get_backend().page(tail, scope, None, limit - len(keys), start)
        failed_from = max(offset - len(ranked) - unranked, 0)
        return keys + list(last.failed[failed_from : failed_from + limit - len(keys)])


def search(text: str, scope: Scope) -> Found:
    """Return what a text finds under filters."""
    found = Found([matching.find(analyse(text), scope)])
    if found.total >= FEW or not found.matches[0].query.tokens:
        return found
    unfiltered = Scope({}, scope.today)
    read = found if not scope.values else Found([matching.find(analyse(text), unfiltered)])
    if read.total < FEW:
        _Reader(text, unfiltered, read).read_on()
    return read if not scope.values else again(read, scope)


def again(read: Found, scope: Scope) -> Found:
    """Return what the same readings find under other filters."""
    found = Found(did_you_mean=read.did_you_mean)
    for match in read.matches:
        excluded = found.ranked
        if match.tokens == TokenSet.SYNOPSIS:
            found.matches.append(matching.find_in_synopses(match.query, scope, excluded))
        else:
            found.matches.append(matching.find(match.query, scope, excluded))
    return found


class _Reader:
    """Tries one reading after the other until enough is found."""

    def __init__(self, text: str, scope: Scope, found: Found) -> None:
        self._text = text
        self._query = found.matches[0].query
        self._words = [token.text for token in self._query.tokens]
        self._raw_words = text.split()
        self._scope = scope
        self._found = found

    def read_on(self) -> None:
        """Add what other readings find."""
        for reading in self._additions():
            self._add(reading)
            if self._found.total >= FEW:
                return
        self._add_synopses()
        if self._found.total == 0:
            self._correct()

    def _additions(self) -> Iterator[str]:
        """Yield readings that may join a small result."""
        layout = readings.other_layout(self._text)
        if layout is not None:
            yield layout
        terms = term_lookup.romanised(self._words)
        if terms:
            yield terms[0].text
        stems = [readings.without_particle(word, readings.OBJECT_PARTICLES) or word for word in self._words]
        if stems != self._words:
            yield " ".join(stems)

    def _add(self, reading: str) -> bool:
        """Add the rows of a reading; return whether there were any."""
        query = analyse(reading)
        if query.text in {match.query.text for match in self._found.matches}:
            return False
        match = matching.find(query, self._scope, self._found.ranked)
        if not match.total:
            return False
        self._found.matches.append(match)
        self._found.did_you_mean = self._found.did_you_mean or reading
        return True

    def _add_synopses(self) -> None:
        match = matching.find_in_synopses(self._query, self._scope, self._found.ranked)
        if match.total:
            self._found.matches.append(match)

    def _correct(self) -> None:
        """Find what was misspelled: first the query as a whole, then word by word."""
        stems = [readings.without_particle(word) or word for word in self._words]
        if stems != self._words and self._add(" ".join(stems)):
            return
        for reading in _near(self._text):
            self._add(reading)
        if self._found.total:
            return
        unknown = [at for at, word in enumerate(self._words) if not self._is_known(word)]
        if len(self._words) > 1 and unknown:
            self._correct_words(unknown)
        if not self._found.total:
            sounding = term_lookup.sounding_like(self._words)
            if not (sounding and self._add(sounding[0].text)):
                self._found.did_you_mean = self._suggest_fewer(unknown)

    def _is_known(self, word: str) -> bool:
        return matching.find(analyse(word), self._scope).total > 0

    def _correct_words(self, unknown: list[int]) -> None:
        """Replace the words that nothing explains; if one has no other reading, nothing is found."""
        texts = [self._words]
        for at in unknown:
            options = self._word_readings(at)
            if not options:
                return
            texts = [[*words[:at], option, *words[at + 1 :]] for words in texts for option in options]
        for words in texts[:MAX_CORRECTIONS]:
            if self._add(" ".join(words)):
                return

    def _word_readings(self, at: int) -> list[str]:
        word = self._words[at]
        raw = self._raw_words[at] if len(self._raw_words) == len(self._words) else word
        layout = readings.other_layout(raw)
        if layout is not None and self._is_known(layout):
            return [layout]
        spelled = term_lookup.romanised([word])
        if spelled:
            return [spelled[0].text]
        stem = readings.without_particle(word)
        if stem is not None and self._is_known(stem):
            return [stem]
        return _near(raw) or [term.text for term in term_lookup.sounding_like([word])[:1]]

    def _suggest_fewer(self, unknown: list[int]) -> str | None:
        """Return the query without words that find nothing, or without the one that leaves most."""
        kept = [word for at, word in enumerate(self._words) if at not in unknown]
        if unknown:
            return " ".join(kept) if kept and self._is_known(" ".join(kept)) else None
        if not 1 < len(self._words) <= MAX_DROPPED:
            return None
        fewer = [" ".join([*self._words[:at], *self._words[at + 1 :]]) for at in range(len(self._words))]
        totals = [matching.find(analyse(text), self._scope).total for text in fewer]
        best = max(range(len(fewer)), key=totals.__getitem__)
        return fewer[best] if totals[best] else None


def _near(text: str) -> list[str]:
    """Return the terms that a text may be a misspelling of, on either keyboard layout; only the nearest."""
    layout = readings.other_layout(text)
    found = [pair for typed in (text, layout) if typed for pair in term_lookup.near(analyse(typed).squashed)]
    if not found:
        return []
    least = min(near.rank for near, _ in found)
    nearest = [term.text for near, term in found if near.rank == least]
    return list(dict.fromkeys(nearest))[:MAX_CORRECTIONS]
