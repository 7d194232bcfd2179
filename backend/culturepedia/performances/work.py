"""Which work a performance is a production of, told from its title. Pure.

KOPIS numbers each run in each town; `뮤지컬 레베카 [대구]` and `레베카 10주년` are one work. Two rows are the same work
when their keys are equal. A short title is shared by strangers, so its key also needs the producer; a generic one
(`정기연주회`) names no work at all.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SAFE_LENGTH = 4  # letters of a key that may stand without a producer
MAX_KEY_LENGTH = 120
MAX_TITLE_LENGTH = 300

_ROUND = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|【[^【】]*】|〔[^〔〕]*〕")
_QUOTES = re.compile(r"[〈〉《》「」『』<>‘’“”\"'`]")
_ANGLED = re.compile(r"[<〈]([^<>〈〉]*)[>〉]")
_GENRE_WORD = re.compile(
    r"^(?:(?:어린이|가족|창작|국립|넌버벌|인형|대학로|참여형|코믹|이머시브|낭독|록)\s*)?"
    r"(?:뮤지컬|연극|음악극|인형극|오페라|발레|무용극|판소리|창극|마당놀이|퍼포먼스|콘서트|공연|musical|play)(?=[\s,:<〈《「『'\"‘“-])",
    re.IGNORECASE,
)
_EDITION = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?!\d)\s*년?"
    r"|제?\s*\d{1,3}\s*(?:주년|회|차|기|번째)\s*(?:기념)?(?=\s|$|[^\w])"
    r"|시즌\s*\d{1,2}|season\s*\d{1,2}"
    r"|(?:^|(?<=\s))(?:앙코르|앵콜|앵콜공연|앙코르공연|내한공연|내한|재연|삼연|사연|초연|재공연|오픈런|기념공연|전국투어)(?=\s|$)",
    re.IGNORECASE,
)
_PLACE_OR_EDITION = re.compile(
    r"(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주|앵콜|앙코르|재연|초연|내한)?\s*(?:공연)?"
)
_NOT_LETTERS = re.compile(r"[^\w]+|_")
_GENERIC = re.compile(
    r"(?:(?:신년|송년|정기|특별|기획|초청|가족|청소년|시민|해설이있는|찾아가는|크리스마스|새해|제야|봄|여름|가을|겨울|어린이)*"
    r"(?:연주회|음악회|독주회|독창회|리사이틀|콘서트|공연|페스티벌|발표회|연주|recital|concert|festival|live))+"
)


@dataclass(frozen=True, slots=True)
class Work:
    """A work's key, equal for all its productions, and its title as people write it."""

    key: str
    title: str


def find_work(title: str, *, genre: str | None, producers: Sequence[str] = ()) -> Work | None:
    """Return the work that a performance of this title shows, or None when the title does not tell."""
    core = core_title(title)
    letters = _NOT_LETTERS.sub("", core).casefold()
    if not letters or letters.isdecimal() or _GENERIC.fullmatch(letters):
        return None
    key = f"{genre or ''}:{letters}"
    if len(letters) < SAFE_LENGTH:
        producer = (
            _NOT_LETTERS.sub("", _ROUND.sub("", unicodedata.normalize("NFKC", producers[0]))) if producers else ""
        )
        if not producer:
            return None
        key = f"{key}:{producer.casefold()}"
    return Work(key[:MAX_KEY_LENGTH], core[:MAX_TITLE_LENGTH])


def core_title(title: str) -> str:
    """Return the title without genre word, town, edition and quotation marks; the whole title if nothing is left."""
    text = unicodedata.normalize("NFKC", title)
    while (shorter := _ROUND.sub(" ", text)) != text:
        text = shorter
    text = _ANGLED.sub(lambda found: " " if _PLACE_OR_EDITION.fullmatch(found[1].strip()) else found[0], text)
    text = _GENRE_WORD.sub(" ", text.strip())
    text = " ".join(_QUOTES.sub(" ", text).split())  # long blanks would cost the next pattern dear
    text = _EDITION.sub(" ", text)
    text = " ".join(text.split()).strip(" -–—:,.·|/~")
    return text or " ".join(title.split())
