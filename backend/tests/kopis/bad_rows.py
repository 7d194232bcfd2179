"""Well-formed answers whose rows are missing, impossible or hostile."""

from __future__ import annotations

from datetime import date

from culturepedia.kopis.errors import KopisMalformed
from culturepedia.performances.codes import Genre
from tests.kopis.bad_case import TITLE, Case, answer, envelope, good_body, good_item, say


def row_cases() -> list[Case]:
    """Return all cases of this module."""
    return [*_heads(), *_texts(), *_values(), *_whole_pages()]


def _heads() -> list[Case]:
    """What a performance cannot be without, in the list and in the detail."""
    bad_ids = [
        "", " ", "PF", "PF12345", "PF12345678901", "pf990001", "FC990001", "PF99000A", "PF９９０００１", "PF-990001",
        "PF990001/../../etc/passwd", "../PF990001", "PF990001%2F..", "PF990001\u200b", "PF990001 PF990002", "0",
        "PF990001;DROP TABLE", "PF99&#x0A;0001", "PF" + "9" * 100_000,
    ]  # fmt: skip
    bad_dates = [
        "", "2026.13.01", "2026.02.30", "2026-12-01", "20261201", "0001.01.01", "1899.12.31", "10000.01.01", "2026.12",
        "２０２６.12.01", "2026.12.01 00:00", "어제", "NaN", "-2026.12.01", "2026.00.10", "2026.1.5",
    ]  # fmt: skip
    blank_titles = [
        "",
        " ",
        "\u200b\u200b",
        "\u202e",
        "\u3164\u3164",
        "&#x85;",
        "\u2800",
        "<b></b>",
        "\ufeff",
        "&#xAD;",
    ]
    cases = [
        Case("id left out", "list", say(good_body("list", mt20id=None)), skipped=("bad_id",)),
        Case("two ids in one item", "list", say(good_body("list", mt20id="PF990001</mt20id><mt20id>PF990002")),
             skipped=("bad_id",)),
        Case("title left out", "list", say(good_body("list", prfnm=None)), skipped=("no_title",)),
        Case("two titles", "list", say(good_body("list", prfnm="하나</prfnm><prfnm>둘")), skipped=("no_title",)),
        Case("end before start", "list", say(good_body("list", prfpdfrom="2026.12.25")), skipped=("bad_dates",)),
        Case("start left out", "list", say(good_body("list", prfpdfrom=None)), skipped=("bad_dates",)),
        Case("damaged title", "list", say(good_body("list", prfnm="나쁜 \ufffd밤")), skipped=("damaged_title",)),
        Case("damaged title", "detail", say(good_body("detail", prfnm="\ufffd")), skipped=("damaged_title",)),
        Case("no title", "detail", say(good_body("detail", prfnm=" ")), skipped=("no_title",)),
        Case("impossible dates", "detail", say(good_body("detail", prfpdto="2026.02.30")), skipped=("bad_dates",)),
        Case("another id", "detail", say(good_body("detail", mt20id="PF990002")), KopisMalformed),
        Case("no id", "detail", say(good_body("detail", mt20id=None)), KopisMalformed),
        Case("an odd id", "detail", say(good_body("detail", mt20id="../../PF990001")), KopisMalformed),
        Case("two items", "detail", say(answer("detail", good_item("detail"), good_item("detail"))), KopisMalformed),
        Case("an item in an item", "detail", say(answer("detail", f"<db>{good_item('detail')}</db>")), KopisMalformed),
        Case("twenty items", "detail", say(answer("detail", *[good_item("detail")] * 20)), KopisMalformed),
        Case("a blank item", "detail", say(answer("detail", "<db/>")), KopisMalformed),
        Case("a venue", "detail", say(good_body("venue")), KopisMalformed),
        Case("another id", "venue", say(good_body("venue", mt10id="FC990002")), KopisMalformed),
        Case("two items", "venue", say(answer("venue", good_item("venue"), good_item("venue"))), KopisMalformed),
        Case("no name", "venue", say(good_body("venue", fcltynm=" ")), skipped=("no_name",)),
        Case("damaged name", "venues", say(good_body("venues", fcltynm="극\ufffd장")), skipped=("damaged_name",)),
        Case("no name", "venues", say(good_body("venues", fcltynm=None)), skipped=("no_name",)),
        Case("no id", "venues", say(good_body("venues", mt10id=None)), skipped=("bad_id",)),
        Case("no id", "board", say(good_body("board", mt20id=None)), skipped=("bad_id",)),
    ]  # fmt: skip
    cases += [
        Case(f"id {text[:20]!r}", call, say(good_body(call, **{element: text})), skipped=("bad_id",))
        for text in bad_ids
        for call, element in (("list", "mt20id"), ("board", "mt20id"))
    ]
    cases += [
        Case(f"venue id {text[:20]!r}", "venues", say(good_body("venues", mt10id=text)), skipped=("bad_id",))
        for text in ("", "FC", "PF990001", "fc990001", "FC99000", "FC990001-01", "FC99000111111", "FC９９０００１", "../FC990001")
    ]  # fmt: skip
    cases += [
        Case(f"{element} {text!r}", "list", say(good_body("list", **{element: text})), skipped=("bad_dates",))
        for text in bad_dates
        for element in ("prfpdfrom", "prfpdto")
    ]
    cases += [
        Case(f"title {text!r}", "list", say(good_body("list", prfnm=text)), skipped=("no_title",))
        for text in blank_titles
    ]
    cases += [
        Case(f"rank {text!r}", "board", say(good_body("board", rnum=text)), skipped=("bad_rank",))
        for text in ("", "0", "-1", "51", "1.5", "일", "NaN", "１", "999999999999", "1,000")
    ]
    return cases


def _texts() -> list[Case]:
    """Texts that want to be more than text."""
    script = "&lt;script&gt;alert(1)&lt;/script&gt;"
    titles = {
        "script tag": (script, "<script>alert(1)</script>"),
        "real script element": ("<script>alert(1)</script>밤", "alert(1)밤"),
        "twice-escaped markup": ("&amp;lt;b&amp;gt;밤", "&lt;b&gt;밤"),
        "right-to-left marks": ("나쁜 \u202e밤\u202c\u200f \u2066답\u2069", "나쁜 밤 답"),
        "zero-width characters": ("나\u200b쁜\ufeff \u2060밤\u00ad", "나쁜 밤"),
        "C1 controls": ("나쁜&#x81; 밤&#x9F;", "나쁜 밤"),
        "an emoji made of parts": ("가족 👨\u200d👩\u200d👧 극", "가족 👨\u200d👩\u200d👧 극"),
        "a joiner between letters": ("나\u200d쁜 밤", "나쁜 밤"),
        "decomposed Hangul": ("\u1102\u1161\u1108\u1173\u11ab \u1107\u1161\u11b7", "나쁜 밤"),
        "line breaks and tabs": ("나쁜\r\n\t 밤&#10;", "나쁜 밤"),
        "a template": ("{{7*7}} ${7*7} %s밤", "{{7*7}} ${7*7} %s밤"),
        "SQL": ("'; DROP TABLE performances;--", "'; DROP TABLE performances;--"),
        "non-characters": ("나쁜 밤\U0010fffe\ue000", "나쁜 밤"),
        "2 MB": ("밤" * 700_000, "밤" * 300),
        "2 MB of invisible characters": ("밤" + "\u200b" * 690_000, "밤"),
        "2 MB of marks on one letter": ("a" + "\u0301\u0316" * 500_000, None),
    }  # fmt: skip
    cases = []
    for name, (raw, cleaned) in titles.items():
        row = {"title": cleaned} if cleaned else {}
        cases.append(Case(f"title with {name}", "list", say(good_body("list", prfnm=raw)), rows=(row,)))
        cases.append(Case(f"title with {name}", "detail", say(good_body("detail", prfnm=raw)), rows=(row,)))
    huge = "가나다라마, " * 120_000
    cases += [
        Case("2 MB of cast", "detail", say(good_body("detail", prfcast=huge)), rows=({"cast": ()},)),
        Case("2 MB of prices", "detail", say(good_body("detail", pcseguidance="R석 99,000원, " * 120_000)),
             rows=({"prices": (), "price_min_krw": None, "is_free": None},)),
        Case("2 MB of times", "detail", say(good_body("detail", dtguidance="화요일(20:00), " * 90_000)),
             rows=({"showtimes": ()},)),
        Case("2 MB of companies", "detail", say(good_body("detail", entrpsnm=huge, entrpsnmP=huge)), rows=({},)),
        Case("2 MB of synopsis", "detail", say(good_body("detail", sty="&lt;p&gt;막 " * 200_000)), rows=({},)),
        Case("2 MB of open brackets", "detail", say(good_body("detail", fcltynm="극장 " + "(" * 2_000_000)), rows=({},)),
        Case("2 MB of marks in the synopsis", "detail", say(good_body("detail", sty="a" + "\u0301\u0316" * 500_000)),
             rows=({},)),
        Case("a script in the synopsis", "detail",
             say(good_body("detail", sty="막이 오른다&lt;script&gt;alert(1)&lt;/script&gt;.")),
             rows=({"synopsis": "막이 오른다."},)),
        Case("an unclosed script", "detail", say(good_body("detail", sty="막.&lt;script&gt;alert(1)")),
             rows=({"synopsis": "막."},)),
        Case("a damaged synopsis", "detail", say(good_body("detail", sty="막이 오\ufffd다")), rows=({"synopsis": None},)),
        Case("a damaged venue", "list", say(good_body("list", fcltynm="극\ufffd장")), rows=({"venue_name": None},)),
        Case("a genre nobody knows", "list", say(good_body("list", genrenm="홀로그램")),
             rows=({"genre": None, "genre_text": "홀로그램"},)),
        Case("a genre in an old spelling", "list", say(good_body("list", genrenm=" 오페라 ")),
             rows=({"genre": Genre.CLASSICAL},)),
    ]  # fmt: skip
    return cases


def _values() -> list[Case]:
    """Values that are no values: unknown, never guessed, never zero."""
    no_urls = [
        "javascript:alert(1)", "data:text/html,x", "//evil.example/x.gif", "ftp://kopis.or.kr/x.gif", "http://", "x.gif",
        "http://user:pass@kopis.or.kr/x.gif", "http://kopis.or.kr:99999/x.gif", "http://[::1/x.gif", "file:///etc/passwd",
        "http://kopis.or.kr/x y.gif", "http://kopis.or.kr/\u202ex.gif", "http://kopis.or.kr/" + "x" * 600, "\\\\evil\\x.gif",
        "http://kopis.or.kr\\@evil.example/x.gif", "/\\evil.example/x.gif", "&lt;img src=x&gt;", "http://kopis.or.kr/\ufffd",
        "http://kopis.or.kr/x&quot;onerror=&quot;y",
    ]  # fmt: skip
    cases = [
        Case(f"poster {text[:40]!r}", "list", say(good_body("list", poster=text)), rows=({"poster_url": None},))
        for text in no_urls
    ]
    link = "<relate><relatenm>표</relatenm><relateurl>{}</relateurl></relate>"
    image = "<styurl>{}</styurl>"
    cases += [
        Case("no link is a link", "detail",
             say(good_body("detail", relates="".join(link.format(url) for url in no_urls if url[0] != "/"))),
             rows=({"booking_links": ()},)),
        Case("no image is an image", "detail",
             say(good_body("detail", styurls="".join(image.format(url) for url in no_urls if url[0] != "/"))),
             rows=({"intro_image_urls": ()},)),
        Case("blank wrappers", "detail", say(good_body("detail", relates=" ", styurls="")),
             rows=({"booking_links": (), "intro_image_urls": ()},)),
        Case("text in the wrappers", "detail", say(good_body("detail", relates="없음", styurls="없음", mt13s="x")),
             rows=({"booking_links": (), "intro_image_urls": ()},)),
        Case("blank items in the wrappers", "detail",
             say(good_body("detail", relates="<relate/><relate> </relate>", styurls="<styurl/>")),
             rows=({"booking_links": (), "intro_image_urls": ()},)),
        Case("two addresses in one link", "detail",
             say(good_body("detail", relates="<relate><relatenm>표</relatenm><relateurl>http://a.example/</relateurl>"
                  "<relateurl>http://b.example/</relateurl></relate>")), rows=({"booking_links": ()},)),
        Case("two names in one hall", "venue",
             say(good_body("venue", mt13s="<mt13><prfplcnm>하나</prfplcnm><prfplcnm>둘</prfplcnm>"
                  "<mt13id>FC990001-01</mt13id></mt13>")), rows=({"halls": ()},)),
        Case("5,000 links", "detail",
             say(good_body("detail", relates="".join(link.format(f"http://t.example/{n}") for n in range(5_000)))),
             rows=({},)),
        Case("a hall of another venue", "venue",
             say(good_body("venue", mt13s="<mt13><prfplcnm>홀</prfplcnm><mt13id>FC990002-01</mt13id></mt13>")),
             rows=({"halls": ()},)),
        Case("an odd hall id", "venue",
             say(good_body("venue", mt13s="<mt13><prfplcnm>홀</prfplcnm><mt13id>FC990001-../1</mt13id></mt13>")),
             rows=({"halls": ()},)),
        Case("blank halls", "venue", say(good_body("venue", mt13s="<mt13/><mt13> </mt13>")), rows=({"halls": ()},)),
        Case("an odd venue id", "detail", say(good_body("detail", mt10id="../FC990001")), rows=({"venue_id": None},)),
        Case("a hall of another venue", "detail", say(good_body("detail", mt13id="FC990002-01")),
             rows=({"venue_id": "FC990001", "hall_id": None},)),
        Case("a moment that never was", "detail", say(good_body("detail", updatedate="2026-02-30 25:61:00")),
             rows=({"source_updated_at": None},)),
    ]  # fmt: skip
    cases += [
        Case(f"seats {text!r}", "venue", say(good_body("venue", seatscale=text)), rows=({"seats": None},))
        for text in (
            "-1",
            "0",
            "NaN",
            "1e9",
            "999999999",
            "1,00",
            "500석",
            "５００",
            "5.5",
            "0x10",
            "1" * 100_000,
            "Infinity",
        )
    ]
    cases += [
        Case(f"position {la!r}, {lo!r}", "venue", say(good_body("venue", la=la, lo=lo)),
             rows=({"latitude": None, "longitude": None},))
        for la, lo in (("", ""), ("37.5", ""), ("127.0", "37.5"), ("0", "0"), ("NaN", "NaN"), ("-37.5", "127"),
                       ("91", "181"), ("37,5", "127,0"), ("inf", "127"), ("3" * 5_000, "127"), ("37.5도", "127도"))
    ]  # fmt: skip
    fields: dict[str, tuple[str, tuple[str, ...]]] = {
        "prfruntime": ("runtime_minutes", ("-90분", "NaN분", "99999분", "1시간 90분", "60~70분", "0분", "90", "1" * 90_000)),
        "prfage": ("age_min", ("-7세 이상", "만 세 이상", "999세 이상", "NaN", "초등학생 이상", "청소년 관람불가")),
        "pcseguidance": ("price_min_krw", (
            "R석 -99,000원", "R석 NaN원", "R석 99,999,999,999원", "R석 99,000원, 문의", "30,000원 ~ 50,000원", "1e5원", "R석 ０x10원",
        )),
        "openrun": ("open_run", ("y", "예", "1", "true", "YN")),
    }  # fmt: skip
    cases += [
        Case(f"{element} {text[:20]!r}", "detail", say(good_body("detail", **{element: text})), rows=({name: None},))
        for element, (name, texts) in fields.items()
        for text in texts
    ]
    cases += [
        Case(f"dtguidance {text[:20]!r}", "detail", say(good_body("detail", dtguidance=text)), rows=({"showtimes": ()},))
        for text in ("화요일(25:00)", "화요일(20:60)", "화요일(-1:00)", "화요일", "화요일(20:00", "(20:00)", "화요일(20:00), 문의")
    ]  # fmt: skip
    return cases


def _whole_pages() -> list[Case]:
    """Pages as wholes: too many rows, the same row again, empty rows among good ones."""
    first = good_item("list")
    bad_then_good = good_item("list", prfpdto="2026.02.30") + first
    return [
        Case("1,001 items", "list", lambda: answer("list", *[first] * 1_001).encode(), KopisMalformed),
        Case("501 items", "board", lambda: answer("board", *[good_item("board")] * 501).encode(), KopisMalformed),
        Case("the same item twice", "list", say(answer("list", first, first)), rows=({"title": TITLE},)),
        Case("the same item with another title", "list", say(answer("list", first, good_item("list", prfnm="다른 이름"))),
             rows=({"title": TITLE},)),
        Case("a bad row before the good row of an id", "list", say(answer("list", bad_then_good)),
             rows=({"end_date": date(2026, 12, 24)},)),
        Case("bad rows around a good one", "list",
             say(answer("list", "<db/>", good_item("list", mt20id="x"), first, "<db>x</db>")),
             rows=({"title": TITLE},), skipped=("bad_id", "bad_id", "bad_id")),
        Case("an item in an item", "list", say(answer("list", f"<db>{first}</db>")), skipped=("bad_id",)),
        Case("venues instead of performances", "list", say(good_body("venues")), skipped=("bad_id",)),
        Case("performances instead of venues", "venues", say(good_body("list")), skipped=("bad_id",)),
        Case("an envelope without a fault", "list", say(envelope("00")), skipped=("bad_id",)),
        Case("one rank twice", "board", say(answer("board", good_item("board"), good_item("board", mt20id="PF990002"))),
             rows=({"rank": 1},), skipped=("repeated",)),
        Case("one performance twice", "board", say(answer("board", good_item("board"), good_item("board", rnum="2"))),
             rows=({"rank": 1},), skipped=("repeated",)),
        Case("the same venue twice", "venues", say(answer("venues", good_item("venues"), good_item("venues"))),
             rows=({"name": "나쁜 극장"},)),
    ]  # fmt: skip
