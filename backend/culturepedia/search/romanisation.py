"""Korean in Latin letters, and Latin letters that sound like Korean. Pure.

Source: the Revised Romanization of Korean (2000), letter by letter, without the sound changes between syllables that
few people write. How names are really spelled differs widely (서 is Seo, Suh, So, Sur), so two spellings are compared
by a loose form that keeps only what nearly all of them share.
"""

from __future__ import annotations

import re
from functools import lru_cache

from culturepedia.search.hangul import FINALS, INITIALS, VOWELS, is_syllable, split

_INITIAL: dict[str, str] = dict(
    zip(INITIALS, ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"],
        strict=True)
)  # fmt: skip
_VOWEL: dict[str, str] = dict(
    zip(VOWELS, ["a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi",
                 "yu", "eu", "ui", "i"], strict=True)
)  # fmt: skip
_FINAL: dict[str, str] = dict(
    zip(FINALS, ["", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t",
                 "ng", "t", "t", "k", "t", "p", "t"], strict=True)
)  # fmt: skip
# Spellings that one letter stands for, the longest first; read from left to right.
_LOOSE = {
    "o": ("yeoh(?![aeiouyw])", "yeo", "yoo", "you", "yuh(?![aeiouyw])", "yu", "yo", "eou?", "eu(?!i)", "oo", "ou",
          "oh(?![aeiouyw])", "ow(?![aeiou])", "uh(?![aeiouyw])", "u(?!i)", "woo", "wu", "wo", "weo", "o(?![ei])"),
    "e": ("yae", "yay", "ye", "ae", "ai", "ay", "ei", "ey", "wae", "we", "oe", "oi", "eh(?![aeiouyw])", "e"),
    "i": ("eui", "ui", "wi", "uy", "yi", "ee", "ie", "y(?![aeou])", "i"),
    "a": ("wa", "ya", "ah(?![aeiouyw])", "ar(?=[kgcn]|$)", "a"),
    "n": ("ng", "nn", "n"),
    "m": ("mm", "m"),
    "l": ("ll", "rr", "rh", "l", "r"),
    "j": ("ch", "jj", "zz", "j", "z"),
    "k": ("ck", "kk", "gg", "kh", "k", "g", "q", "c(?![eiy])"),
    "t": ("tt", "dd", "th", "t", "d"),
    "p": ("pp", "bb", "ph", "ff", "p", "b", "f", "v"),
    "s": ("ss", "sh", "s", "c"),
    "ks": ("x",),
    "": ("w",),
    "h": ("h",),
}  # fmt: skip
_SPELLINGS = sorted(
    ((spelling, letter) for letter, spellings in _LOOSE.items() for spelling in spellings),
    key=lambda pair: -len(re.sub(r"\(\?.*?\)|\?", "", pair[0])),
)
_READ = [(re.compile(spelling), letter) for spelling, letter in _SPELLINGS]
_ANY = re.compile("|".join(f"(?P<g{number}>{spelling})" for number, (spelling, _) in enumerate(_SPELLINGS)))
# Family names, and words in given names, that are hardly ever spelled by the rules.
SURNAMES = {
    "lim": "im", "rim": "im", "yim": "im", "lee": "i", "rhee": "i", "yi": "i", "li": "i", "park": "bak", "choi": "choe",
    "kim": "gim", "roh": "no", "woo": "u", "oh": "o", "moon": "mun", "shin": "sin", "young": "yeong",
}  # fmt: skip
MIN_SOUND = 3


def romanise(text: str) -> str:
    """Return the text with each syllable in Latin letters; other characters stay."""
    return "".join([_syllable(char) if is_syllable(char) else char for char in text])


@lru_cache(maxsize=4096)
def loosen(latin: str) -> str:
    """Return a form that the usual romanisations of one word share; only ASCII letters remain."""
    letters = re.sub(r"[^a-z]", "", latin)
    loose = _ANY.sub(lambda found: _SPELLINGS[int((found.lastgroup or "g0")[1:])][1], letters)
    return re.sub(r"(.)\1+", r"\1", loose)


def sound(loose: str) -> str:
    """Return the consonants of a loose form, those that transcriptions of foreign words confuse as one; or nothing.

    캣츠 and Cats, 시카고 and Chicago have the same; words of fewer consonants would have too many namesakes.
    """
    consonants = re.sub(r"[aeio]", "", loose).replace("j", "s")
    return consonants if len(consonants) >= MIN_SOUND else ""


def readings(words: list[str]) -> list[str]:
    """Return the loose forms that Latin words may have as one Korean name or title: also family name last."""
    spelled = [SURNAMES.get(word, word) for word in words]
    orders = [words, spelled]
    if 2 <= len(words) <= 3:
        orders += [[words[-1], *words[:-1]], [SURNAMES.get(words[-1], words[-1]), *words[:-1]]]
    return list(dict.fromkeys(loose for order in orders if (loose := loosen("".join(order)))))


def _syllable(char: str) -> str:
    initial, vowel, final = split(char)
    return _INITIAL[initial] + _VOWEL[vowel] + _FINAL[final]
