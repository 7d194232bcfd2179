"""Which characters of a text a query matched. Pure; positions count code points of the original text."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from culturepedia.search.words import fold_value

if TYPE_CHECKING:
    from culturepedia.search.queries import Query

Span = list[int]  # first, after the last
_fold = lru_cache(1_000)(fold_value)  # the same titles are shown again and again


def find_spans(text: str, query: Query) -> list[Span]:
    """Return where the query's tokens stand in the text, in order and apart from each other."""
    folded = _fold(text)
    found: list[tuple[int, int]] = []
    for token in query.tokens:
        for match in token.pattern.finditer(folded.text):
            begin, end = match.span()
            if end > begin:
                found.append((folded.starts[begin], folded.ends[end - 1]))
    spans: list[Span] = []
    for begin, end in sorted(found):
        if spans and begin <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], end)
        else:
            spans.append([begin, end])
    return spans
