"""Answers that are broken as a whole, and odd ones that still say exactly one thing."""

from __future__ import annotations

import gzip
import zlib
from functools import partial
from typing import TYPE_CHECKING

from culturepedia.kopis.errors import KopisError, KopisMalformed, KopisRejected, KopisUnavailable
from tests.kopis.bad_case import CALLS, DECLARED, TITLE, Call, Case, envelope, good_body, say

if TYPE_CHECKING:
    from collections.abc import Callable


def answer_cases() -> list[Case]:
    """Cases that break any answer in the same way."""
    cases = []
    for call in CALLS:
        good = good_body(call)
        text = good.decode()
        root = "boxofs" if call == "board" else "dbs"
        other = "dbs" if call == "board" else "boxofs"
        tag = "boxof" if call == "board" else "db"
        broken: dict[str, str | bytes] = {
            "nothing at all": b"",
            "white space": b" \r\n ",
            "cut in the middle": good[: len(good) // 2],
            "cut before the last tag": good[: good.rindex(b"</")],
            "HTML": "<!DOCTYPE html><html><body><h1>점검 중입니다</h1></body></html>",
            "HTML that is well-formed XML": "<html><body><h1>점검</h1></body></html>",
            "JSON": b'{"success":false,"code":404,"message":"x"}',
            "wrong root": text.replace(f"{root}>", "response>"),
            "the other endpoint's root": text.replace(f"{root}>", f"{other}>"),
            "prefixed root": text.replace(f"<{root}>", f'<k:{root} xmlns:k="urn:k">').replace(
                f"</{root}>", f"</k:{root}>"
            ),
            "default namespace": text.replace(f"<{root}>", f'<{root} xmlns="urn:k">'),
            "upper-case root": text.replace(f"{root}>", f"{root.upper()}>"),
            "foreign child": text.replace(f"</{root}>", f"<notice>점검</notice></{root}>"),
            "text beside the items": text.replace(f"</{root}>", f"점검 중</{root}>"),
            "text before the items": text.replace(f"<{root}>", f"<{root}>점검 중"),
            "DOCTYPE": text.replace(f"<{root}>", f"<!DOCTYPE {root}><{root}>"),
            "second root": text + f"<{root}/>",
            "junk after the end": text + "점검",
            "unclosed element": text.replace(f"</{tag}>", ""),
            "bare ampersand": text.replace("극장", "극장 & 홀").replace(TITLE, f"{TITLE} & 낮"),
            "unknown entity": text.replace("극장", "극장&nbsp;홀").replace(TITLE, f"{TITLE}&nbsp;낮"),
            "NUL byte": text.replace("극장", "극\x00장").replace(TITLE, f"\x00{TITLE}"),
            "control character": text.replace("극장", "극\x0b장").replace(TITLE, f"\x1b{TITLE}"),
            "lone surrogate reference": text.replace("극장", "극&#xD800;장").replace(TITLE, f"&#xD800;{TITLE}"),
            "NUL reference": text.replace("극장", "극&#0;장").replace(TITLE, f"&#0;{TITLE}"),
            "CP949 that is not declared": text.replace(DECLARED, "").encode("cp949"),
            "CP949 declared as UTF-8": text.encode("cp949"),
            "UTF-8 declared as EUC-KR": text.replace("UTF-8", "EUC-KR"),
            "UTF-8 declared as Latin-1": text.replace("UTF-8", "ISO-8859-1"),
            "UTF-8 declared as Windows-1252": text.replace("UTF-8", "windows-1252"),
            "UTF-8 declared as UTF-16": text.replace("UTF-8", "UTF-16"),
            "unknown encoding": text.replace("UTF-8", "KOPIS-8"),
            "an encoding declared far away": text.replace(
                "<?xml", "<?xml" + " " * 400
            ).replace("UTF-8", "ISO-8859-1"),
            "UTF-7": text.replace("UTF-8", "UTF-7").encode("utf-7"),
            "half a Hangul syllable": good.replace("극장".encode(), "극장".encode()[:4]),
            "100,000 levels": f"{DECLARED}<{root}>{'<a>' * 100_000}{'</a>' * 100_000}</{root}>",
            "20 levels": text.replace("극장", "<a>" * 20 + "극장" + "</a>" * 20).replace(
                TITLE, "<a>" * 20 + TITLE + "</a>" * 20
            ),
        }  # fmt: skip
        cases += [Case(name, call, say(body), KopisMalformed) for name, body in broken.items()]
        cases += _large(call, text, root)
        cases += _envelopes(call, root, other)
        cases += _readable(call, text, root)
    return cases


def _large(call: Call, text: str, root: str) -> list[Case]:
    end = f"</{root}>"
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    doctypes = {
        "entity bomb": f'<!DOCTYPE {root} [<!ENTITY e0 "lol">{bomb}]>',
        "quadratic entity": f'<!DOCTYPE {root} [<!ENTITY e11 "{"a" * 50_000}">]>',
        "external entity": f'<!DOCTYPE {root} [<!ENTITY e11 SYSTEM "file:///etc/passwd">]>',
        "entity from the network": f'<!DOCTYPE {root} [<!ENTITY e11 SYSTEM "http://127.0.0.1:1/x">]>',
        "external DTD": f'<!DOCTYPE {root} SYSTEM "http://127.0.0.1:1/x.dtd">',
        "parameter entity": f'<!DOCTYPE {root} [<!ENTITY % e SYSTEM "file:///etc/passwd"> %e;]>',
    }

    def with_doctype(doctype: str) -> Callable[[], bytes]:
        inside = text.replace("극장", "&e11;") if "e11" in doctype else text
        return say(inside.replace(f"<{root}>", f"{doctype}<{root}>"))

    gzipped = {"Content-Encoding": "gzip"}
    return [
        *(Case(name, call, with_doctype(doctype), KopisMalformed) for name, doctype in doctypes.items()),
        Case("6 MB", call, partial(_stuffed, text, end, " ", 6_000_000), KopisMalformed),
        Case("6 MB of comment", call, partial(_stuffed, text, end, "<!--x-->", 700_000), KopisMalformed),
        Case("gzip bomb", call, partial(_bomb, text.removesuffix(end), end), KopisMalformed, headers=gzipped),
        Case("broken gzip", call, lambda: gzip.compress(text.encode())[:-20], KopisMalformed, headers=gzipped),
        Case("gzip that is none", call, say(text), KopisUnavailable, headers=gzipped),
        Case("400,000 attributes", call, partial(_attributes, root), KopisMalformed),
        Case("a million tags", call, partial(_stuffed, text, end, "<a/>", 1_000_000), KopisMalformed),
        Case("49,000 levels", call, partial(_stuffed, text, end, "<a>" * 49_000 + "</a>" * 49_000, 1), KopisMalformed),
    ]  # fmt: skip


def _stuffed(text: str, end: str, filling: str, times: int) -> bytes:
    return text.replace(end, filling * times + end).encode()


def _bomb(start: str, end: str) -> bytes:
    """Return 200 MB of spaces in 200 kB."""
    packer = zlib.compressobj(9, wbits=31)
    packed = [packer.compress(start.encode())]
    packed += [packer.compress(b" " * 1_000_000) for _ in range(200)]
    return b"".join([*packed, packer.compress(end.encode()), packer.flush()])


def _attributes(root: str) -> bytes:
    attributes = " ".join(f"a{n}=''" for n in range(400_000))
    return f"{DECLARED}<{root} {attributes}><x/></{root}>".encode()


def _envelopes(call: Call, root: str, other: str) -> list[Case]:
    codes: dict[str, type[KopisError]] = {
        "01": KopisRejected, "02": KopisRejected, "05": KopisRejected, "06": KopisRejected,
        "03": KopisUnavailable, "99": KopisUnavailable, "": KopisUnavailable, "점검": KopisUnavailable,
        "<script>alert(1)</script>": KopisUnavailable,
    }  # fmt: skip
    mojibake = "최대 조회수는 100건까지 가능합니다.".encode().decode("latin-1")
    good = good_body(call).decode()
    both = good.replace(f"</{root}>", f"<db><returncode>03</returncode></db></{root}>")
    cases = [Case(f"code {code or 'blank'}", call, say(envelope(code)), error) for code, error in codes.items()]
    cases += [
        Case("code 02 in the other root", call, say(envelope("02", root=other, inner="x")), KopisRejected),
        Case("code 02 in a foreign root", call, say(envelope("02", root="error", inner="x")), KopisRejected),
        Case("code 06 with its message garbled", call, say(envelope("06", message=mojibake)), KopisRejected),
        Case("code 02 directly below the root", call,
             say(f"{DECLARED}<{root}><returncode>02</returncode></{root}>"), KopisRejected),
        Case("code 02 with a prefix", call, say(
            f'{DECLARED}<{root}><k:returncode xmlns:k="urn:k">02</k:returncode></{root}>'), KopisRejected),
        Case("code 03 after a good item", call, say(both), KopisUnavailable),
        Case("codes 00 and 02", call, say(good.replace(f"</{root}>", f"<returncode>00</returncode></{root}>").replace(
            "</prfnm>", "<returncode>02</returncode></prfnm>", 1).replace(
            "</fcltynm>", "<returncode>02</returncode></fcltynm>", 1)), KopisRejected),
        Case("code 02 deep inside a text", call, say(
            good.replace("극장", "극<b><i><returncode> 02 </returncode></i></b>장")), KopisRejected),
        Case("code 04 beside data", call, say(
            good.replace(f"</{root}>", f"<db><returncode>04</returncode></db></{root}>")), KopisMalformed),
        Case("code 04 in HTML", call, say("<html><p><returncode>04</returncode></p></html>"), KopisMalformed),
        Case("code 04", call, say(envelope("04", root=root))),
        Case("only a message", call, say(f"{DECLARED}<{root}><errmsg>점검</errmsg></{root}>"), KopisMalformed),
    ]  # fmt: skip
    return cases


def _readable(call: Call, text: str, root: str) -> list[Case]:
    """Odd answers that say exactly one thing: they must be read."""
    comment = text.replace("극장", "극<!-- 점검 -->장").replace(TITLE, "나쁜 답<!-- x -->의 밤")
    cdata = text.replace("극장", "<![CDATA[극장]]>").replace(TITLE, f"<![CDATA[{TITLE}]]>")
    tags = text.replace("극장", "극<b>장</b>").replace(TITLE, "나쁜 <b><i>답</i>의</b> 밤")
    name = "prfnm" if call in ("list", "detail", "board") else "fcltynm"
    field_name = "name" if call in ("venues", "venue") else "title"
    value = "나쁜 극장" if call in ("venues", "venue") else TITLE
    bodies: dict[str, str | bytes] = {
        "byte order mark": b"\xef\xbb\xbf" + text.encode(),
        "UTF-16": text.replace("UTF-8", "UTF-16").encode("utf-16"),
        "UTF-16 without a declaration": text.replace(DECLARED, "").encode("utf-16"),
        "CP949, declared": text.replace("UTF-8", "CP949").encode("cp949"),
        "EUC-KR, declared": text.replace("UTF-8", "euc-kr").encode("cp949"),
        "KS C 5601, declared": text.replace('"UTF-8"', "'ks_c_5601-1987'").encode("cp949"),
        "utf8 without its dash": text.replace("UTF-8", "utf8"),
        "lower-case declaration": text.replace("UTF-8", "utf-8"),
        "no declaration": text.replace(DECLARED, ""),
        "comments inside texts": comment,
        "CDATA": cdata,
        "tags inside texts": tags,
        "attributes": text.replace("<db>", '<db id="1" rank="2">').replace(f"<{name}>", f'<{name} lang="ko">'),
        "processing instructions": text.replace(f"<{root}>", f"<?xml-stylesheet href='x'?><{root}><?php echo 1 ?>"),
        "elements nobody knows": text.replace(f"<{name}>", f"<newthing><deep>1</deep></newthing><{name}>"),
        "elements with a prefix": text.replace(f"<{name}>", f'<k:{name} xmlns:k="urn:k">거짓</k:{name}><{name}>'),
        "the same element twice": text.replace(f"</{name}>", f"</{name}><{name}>{value}</{name}>", 1),
        "a blank element before": text.replace(f"<{name}>", f"<{name}> </{name}><{name}>", 1),
        "code 00 beside the items": text.replace(f"</{root}>", f"<returncode>00</returncode></{root}>"),
        "character references": text.replace("극장", "&#xADF9;&#51109;"),
        "Windows line ends": text.replace("><", ">\r\n\t<"),
        "gzip": gzip.compress(text.encode()),
    }  # fmt: skip
    return [
        Case(
            name, call, say(body), rows=({field_name: value},),
            headers={"Content-Encoding": "gzip"} if name == "gzip" else {},
        )
        for name, body in bodies.items()
    ]  # fmt: skip
