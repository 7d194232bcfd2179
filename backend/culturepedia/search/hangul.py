"""Hangul and normalisation. Pure.

Source: Unicode 3.12 (syllable arithmetic), the dubeolsik layout of KS X 5002. Nothing here raises: what is not Hangul
passes through.

A *keystream* is a text as its dubeolsik keys: 햄릿 is ㅎㅐㅁㄹㅣㅅ, ㅘ is ㅗㅏ, ㄳ is ㄱㅅ, ㄲ is one key. What
somebody has typed so far is exactly a prefix of it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS: tuple[str, ...] = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
FIRST, LAST = 0xAC00, 0xD7A3
PER_VOWEL, PER_INITIAL = 28, 28 * 21

VOWEL_KEYS = {"ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ", "ㅢ": "ㅡㅣ"}
FINAL_KEYS = {
    "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ",
    "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
}  # fmt: skip
_JOINED_VOWELS = {keys: vowel for vowel, keys in VOWEL_KEYS.items()}
_JOINED_FINALS = {keys: final for final, keys in FINAL_KEYS.items()}
_INITIAL_INDEX = {jamo: index for index, jamo in enumerate(INITIALS)}
_VOWEL_INDEX = {jamo: index for index, jamo in enumerate(VOWELS)}
_FINAL_INDEX = {jamo: index for index, jamo in enumerate(FINALS)}

_QWERTY = dict(
    zip(
        "qwertyuiopasdfghjklzxcvbnmQWERTOP",
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
        strict=True,
    )
)
_TO_QWERTY = {jamo: letter.lower() for letter, jamo in reversed(_QWERTY.items())}
_CONJOINING: dict[str, str] = (
    {chr(0x1100 + index): jamo for index, jamo in enumerate(INITIALS)}
    | {chr(0x1161 + index): jamo for index, jamo in enumerate(VOWELS)}
    | {chr(0x11A7 + index): jamo for index, jamo in enumerate(FINALS) if jamo}
)


_SIGNS = "".join(char for char in map(chr, range(0x20, 0x7F)) if not char.isalnum()) + "〈〉《》「」『』·"
_PLAIN = re.compile(rf"[0-9A-Za-z가-힣{re.escape(_SIGNS)}]*")
_SIGNS_TO_SPACES = dict.fromkeys(map(ord, _SIGNS), " ")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as search compares it; character `i` was made of the source's characters `starts[i]` to `ends[i]`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def fold(text: str) -> Folded:
    """Return the text in lower case without accents, signs and formats, words one space apart.

    Syllables and single jamo stay as they are. Compatibility jamo are never normalised to conjoining ones, which would
    melt into their neighbours.
    """
    made: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for begin, end in _clusters(text):
        for char in _fold_cluster(text[begin:end]):
            if char != " " or (made and made[-1] != " "):
                made.append(char)
                starts.append(begin)
                ends.append(end)
    if made and made[-1] == " ":
        del made[-1], starts[-1], ends[-1]
    return Folded("".join(made), tuple(starts), tuple(ends))


def fold_text(text: str) -> str:
    """Return what `fold` makes of a text, without the positions."""
    if _PLAIN.fullmatch(text):  # nearly every title and name
        return " ".join(text.lower().translate(_SIGNS_TO_SPACES).split())
    return " ".join("".join([_fold_cluster(text[begin:end]) for begin, end in _clusters(text)]).split())


def squash(text: str) -> str:
    """Return the folded text without spaces."""
    return fold_text(text).replace(" ", "")


def is_syllable(char: str) -> bool:
    """Return whether the character is a precomposed syllable."""
    return "가" <= char <= "힣"


def is_consonant(char: str) -> bool:
    """Return whether the character is a single consonant that may begin a syllable."""
    return char in _INITIAL_INDEX


def is_jamo(char: str) -> bool:
    """Return whether the character is a single modern consonant or vowel."""
    return "ㄱ" <= char <= "ㅣ"


def is_hangul(char: str) -> bool:
    """Return whether the character is a syllable or a single jamo."""
    return is_syllable(char) or is_jamo(char)


def split(syllable: str) -> tuple[str, str, str]:
    """Return initial, vowel and final of a syllable; the final may be empty."""
    code = ord(syllable) - FIRST
    return (
        INITIALS[code // PER_INITIAL],
        VOWELS[code % PER_INITIAL // PER_VOWEL],
        FINALS[code % PER_VOWEL],
    )


def join(initial: str, vowel: str, final: str = "") -> str:
    """Return the syllable of these parts."""
    return chr(FIRST + _INITIAL_INDEX[initial] * PER_INITIAL + _VOWEL_INDEX[vowel] * PER_VOWEL + _FINAL_INDEX[final])


def syllable_range(initial: str) -> tuple[str, str]:
    """Return the first and the last syllable that begin with a consonant."""
    first = FIRST + _INITIAL_INDEX[initial] * PER_INITIAL
    return chr(first), chr(first + PER_INITIAL - 1)


def initials(text: str) -> str:
    """Return the text with each syllable replaced by its initial: 햄릿 is ㅎㄹ."""
    return text.translate(_TO_INITIAL)


def keystream(text: str) -> str:
    """Return the keys that type the text on a Korean keyboard."""
    return text.translate(_TO_KEYS)


def compose(keys: str) -> str:
    """Return what a Korean keyboard shows after these keys; the inverse of `keystream` for whole syllables."""
    made: list[str] = []
    at, length = 0, len(keys)
    while at < length:
        char = keys[at]
        if char in _INITIAL_INDEX and at + 1 < length and keys[at + 1] in _VOWEL_INDEX:
            vowel, at = _take_vowel(keys, at + 1)
            final, at = _take_final(keys, at)
            made.append(join(char, vowel, final))
        elif char in _VOWEL_INDEX:
            vowel, at = _take_vowel(keys, at)
            made.append(vowel)
        else:
            made.append(char)
            at += 1
    return "".join(made)


def qwerty_to_hangul(text: str) -> str:
    """Return what the same keys type on a Korean keyboard: goaflt is 햄릿."""
    if text.upper() == text:
        text = text.lower()  # typed under caps lock
    return compose("".join([_QWERTY.get(char) or _QWERTY.get(char.lower(), char) for char in text]))


def hangul_to_qwerty(text: str) -> str:
    """Return what the same keys type on a Latin keyboard: ㅗ므ㅣㄷㅅ is hamlet."""
    return "".join([_TO_QWERTY.get(key, key) for key in keystream(text)])


def _clusters(text: str) -> list[tuple[int, int]]:
    """Return the spans of characters that belong together: a letter with its marks, conjoining jamo of a syllable."""
    found: list[tuple[int, int]] = []
    begin = 0
    for at in range(1, len(text)):
        if not _continues(text[at - 1], text[at]):
            found.append((begin, at))
            begin = at
    if text:
        found.append((begin, len(text)))
    return found


def _continues(before: str, char: str) -> bool:
    if char < "\u0300":
        return False
    if "\u1160" <= char <= "\u11ff":  # conjoining vowel or final
        return "\u1100" <= before <= "\u11ff" or is_syllable(before)
    return not is_hangul(char) and unicodedata.category(char)[0] == "M"


@lru_cache(maxsize=20_000)
def _fold_cluster(cluster: str) -> str:
    """Return the letters, digits and spaces of one cluster."""
    whole = unicodedata.normalize("NFC", cluster)
    return "".join([_fold_char(char) for char in whole])


def _fold_char(char: str) -> str:
    if is_hangul(char):
        return char
    if char in _CONJOINING:
        return _CONJOINING[char]
    if "\uffa0" <= char <= "\uffdc":  # half-width jamo
        parts = unicodedata.decomposition(char).split()
        return chr(int(parts[-1], 16)) if len(parts) == 2 and char != "\uffa0" else ""
    if "\u2160" <= char <= "\u217f":  # roman numerals as one character
        return str(int(unicodedata.numeric(char)))
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    return "".join([_fold_plain(part) for part in unicodedata.normalize("NFC", _without_marks(plain))])


def _without_marks(text: str) -> str:
    return "".join([char for char in text if unicodedata.category(char) not in {"Mn", "Me", "Mc", "Cf"}])


def _fold_plain(char: str) -> str:
    if char in _CONJOINING:
        return _CONJOINING[char]
    return char if unicodedata.category(char)[0] in "LN" else " "


def _syllable_keys(syllable: str) -> str:
    initial, vowel, final = split(syllable)
    return initial + VOWEL_KEYS.get(vowel, vowel) + FINAL_KEYS.get(final, final)


_TO_INITIAL = {code: INITIALS[(code - FIRST) // PER_INITIAL] for code in range(FIRST, LAST + 1)}
_TO_KEYS = {code: _syllable_keys(chr(code)) for code in range(FIRST, LAST + 1)} | {
    ord(jamo): keys for jamo, keys in (VOWEL_KEYS | FINAL_KEYS).items()
}


def _take_vowel(keys: str, at: int) -> tuple[str, int]:
    joined = _JOINED_VOWELS.get(keys[at : at + 2])
    return (joined, at + 2) if joined else (keys[at], at + 1)


def _take_final(keys: str, at: int) -> tuple[str, int]:
    """Return the consonants that close a syllable: those that no vowel follows."""
    if not _closes(keys, at):
        return "", at
    joined = _JOINED_FINALS.get(keys[at : at + 2])
    if joined and _closes(keys, at + 1):
        return joined, at + 2
    return keys[at], at + 1


def _closes(keys: str, at: int) -> bool:
    return at < len(keys) and keys[at] in _FINAL_INDEX and not (at + 1 < len(keys) and keys[at + 1] in _VOWEL_INDEX)
