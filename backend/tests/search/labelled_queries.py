"""What people type, and what they mean by it: (need, typed, works, the first must be one of, filters).

Works are numbers of `labelled_works`. Without a first any of the works may stand first; without works nothing may be
found. Needs that begin with "hard" are those for which a miss now and then is forgiven.
"""

from __future__ import annotations

Label = tuple[str, str, list[int], list[int], str]


def label(need: str, typed: str, works: list[int], first: list[int] | None = None, filters: str = "") -> Label:
    return need, typed, works, first or [], filters


L = label
HALO, MAC, LUMIERE, SNOW = [1, 2, 3], [4, 5, 6, 7], [8, 9, 10], [24, 25, 26]
QUERIES: list[Label] = [
    *[L("exact", typed, works, first) for typed, works, first in [
        ("맥가온", MAC, [5]), ("은빛달무리", HALO, [1]), ("벨로나", [15], [15]), ("쿵따", [35], [35]), ("바다의 시계공", [11], [11]), ("뜨개", [18], [18]),
        ("의병", [54, 55], [54]), ("몬타나", [12, 13], [12]), ("숲", [37, 38], [37]), ("뜨", [18], [18]), ("달항아리", [58], [58]),
    ]],
    *[L("spacing", typed, works, first) for typed, works, first in [
        ("은빛 달무리", HALO, [1]), ("은빛달 무리", HALO, [1]), ("라루미에르", LUMIERE, [8]), ("라루 미에르", LUMIERE, [8]), ("눈의 정원", SNOW, [24]),
        ("눈의정원", SNOW, [24]), ("바다의시계공", [11], [11]), ("생트 마리 드라메르", [16], [16]), ("두루미의강", [27, 28], []), ("나의ai애인", [43], [43]),
    ]],
    *[L("initials", typed, works, first) for typed, works, first in [
        ("ㅁㄱㅇ", MAC, [5]), ("ㅇㅂㄷㅁㄹ", HALO, [1]), ("ㅅㄷㅇ", [1, 2, 5, 39], [39]), ("ㅅㄱㄱ", [11], [11]), ("ㄴㅇㅈㅇ", SNOW, [24]), ("ㅂㄹㄴ", [15], [15]),
        ("ㅁㄱㄹ", [47], [47]), ("ㄸㄱ", [18], [18]),
    ]],
    *[L("half typed", typed, works, first) for typed, works, first in [
        ("맥ㄱ", MAC, [5]), ("맥가", MAC, [5]), ("맥가ㅇ", MAC, [5]), ("은빛달무", HALO, [1]), ("은빛닮", HALO, [1]), ("라루밍", LUMIERE, [8]), ("눈의저", SNOW, [24]),
        ("벨롣", [], []), ("몬탄", [12, 13], [12]), ("ㅂㅔㄹㄹㅗ", [15], [15]),
    ]],
    *[L("layout", typed, works, first) for typed, works, first in [
        ("aorrkdhs", MAC, [5]), ("dmsqlcekfanfl", HALO, [1]), ("ㅡㅁㅎㅁㅐㅜ", [], []), ("ㅡㅐㅜㅅ무ㅁ", [12, 13], [12]), ("ㄹㅐㅌ", [17], [17]),
        ("tjekdhs", [1, 2, 5, 39], [39]), ("SNSDMLWJDDNJS", SNOW, [24]), ("ㅠㅣㅕㄷㄴ", [51], [51]),
    ]],
    *[L("typo", typed, works, first) for typed, works, first in [
        ("맥가운", MAC, [5]), ("은빗달무리", HALO, [1]), ("은빛탈무리", HALO, [1]), ("라르미에르", LUMIERE, [8]), ("라루미에러", LUMIERE, [8]), ("밸로나", [15], [15]),
        ("몬타냐", [12, 13], [12]), ("생트마리드라매르", [16], [16]), ("서다운", [1, 2, 5, 39], []), ("바다에 시게공", [11], [11]), ("눈에정원", SNOW, [24]),
        ("수상한 세탁서", [52], [52]),
    ]],
    *[L("english", typed, works, first) for typed, works, first in [
        ("la lumiere", LUMIERE, [8]), ("LUMIÈRE", LUMIERE, [8]), ("silver halo", HALO, [1]), ("silverha", HALO, [1]), ("clockm", [11], [11]), ("belona", [15], [15]),
        ("clockmaker sea", [11], [11]), ("lullalulla", [14], [14]), ("fox", [17], [17]), ("foks", [], []), ("ＦＯＸ", [17], [17]), ("river of cranes", [27, 28], []),
    ]],
    *[L("romanised", typed, works, first) for typed, works, first in [
        ("seo daon", [1, 2, 5, 39], [39]), ("Suh Da On", [1, 2, 5, 39], [39]), ("daon seo", [1, 2, 5, 39], [39]), ("im parang", [1, 3, 41, 54], [41]), ("lim pa rang", [1, 3, 41, 54], [41]),
        ("choi yedam", [1, 12, 54, 59], []), ("eunbitdalmuri", HALO, [1]), ("eun bit dal moo ri", HALO, [1]), ("uibyeong", [54, 55], [54]), ("byulsatang", [48], [48]),
        ("bae noeul", [2, 8, 9, 16, 62], []), ("dalhangari", [58], [58]),
    ]],
    *[L("mixed script", typed, works, first) for typed, works, first in [
        ("SK뮤직홀", [28], [28]), ("dj쇼", [42], [42]), ("ai애인", [43], [43]), ("vol9", [51], [51]), ("vol 9", [51], [51]), ("파트 2", [60], [60]), ("파트II", [60], [60]),
        ("k락", [60], [60]), ("케이락", [], []), ("4번 교향곡", [50], [50]), ("핑계 2", [22], [22]), ("제13회 가람시립합창단", [57], [57]),
    ]],
    *[L("several words", typed, works, first) for typed, works, first in [
        ("은빛 서다온", [1, 2], [1]), ("맥가온 광주", [4], [4]), ("임파랑 세움문화회관", [54], [54]), ("달무리 부산", [2], [2]), ("시계공 노을컴퍼니", [11], [11]), ("라루미에르 배노을", [8, 9], [8]),
        ("모세람 핑계", [21, 22], [21]), ("서울 발레", [24], [24]),
    ]],
    *[L("fields", typed, works, first) for typed, works, first in [
        ("서다온", [1, 2, 5, 39], [39]), ("임파랑", [1, 3, 41, 54], [41]), ("노을컴퍼니", [1, 2, 3, 11, 14, 15], []), ("길하늘", [1, 2, 3, 8, 9, 11, 15, 54, 64], [64]),
        ("한강오페라하우스", [1, 11], [1]), ("토머스 그린", [13], [13]), ("도토리키즈", [26, 47, 48, 49], []), ("온다서", [40], [40]), ("극단 느티", [4, 5, 55], []),
        ("밴드 노란등대", [51, 60], []), ("소리안", [29, 30, 46, 50, 56], []),
    ]],
    *[L("signs", typed, works, first) for typed, works, first in [
        ("〈맥가온〉 [광주]", [4], [4]), ("룰라룰라!", [14], [14]), ("(바다의 시계공)", [11], [11]), ("맥\u200b가온", MAC, [5]), ("야 우리가 숨은사이", [23], [23]),
        ("\u1106\u1162\u11a8\u1100\u1161\u110b\u1169\u11ab", MAC, [5]),
    ]],
    *[L("synopsis", typed, works, first) for typed, works, first in [("오귀스트", [10], [10]), ("인당수", [33], [33]), ("대장간", [55], [55]), ("브루크너", [13], [13])]],
    *[L("tags", typed, works, first) for typed, works, first in [("내한공연", [13, 17, 28], []), ("아이와함께", [26, 31, 47, 48, 49, 61], []), ("라이브연주", [39, 51], [])]],
    *[L("filters", typed, works, first, filters) for typed, works, first, filters in [
        ("맥가온", [4, 5], [5], "state=running,upcoming"), ("눈의정원", [24], [24], "region=seoul&child=true"), ("은빛", [2], [2], "from=2027-02-10&to=2027-02-20"),
        ("뮤지컬", [18, 19, 26, 47, 48, 49], [], "genre=musical&price_max_krw=25000"), ("맥가온", [6], [6], "genre=musical"), ("맥가온", [4, 5, 7], [5], "genre=-musical"),
    ]],
    *[L("nothing", typed, []) for typed in ["뷁뛟뷁뛟", "맥가온 뷁뛟뷁뛟", "%", "__", "🎭", "없는사람이름임", "ㅃㅉㄸㅃㅉ", "qzxwvk"]],
    *[L("hard", typed, works, first) for typed, works, first in [
        ("맥가운 광주", [4], [4]), ("은빛 서다은", [1, 2], [1]), ("aorrkdhs rhkdwn", [4], [4]), ("dmsqlc 서다온", [1, 2], [1]), ("은빗달", HALO, [1]), ("바다에 시게", [11], [11]),
        ("벨로냐", [15], [15]), ("심앙", [33, 34, 53], []), ("시먕", [], []), ("은달빛무리", HALO, [1]), ("맥가온을", MAC, [5]), ("의병에서", [54, 55], []), ("lulalula", [14], [14]), ("뜨게", [18], [18]),
        ("쿵다", [35], [35]), ("쿵타", [35], [35]), ("텀벌", [36], [36]), ("폭쓰", [17], [17]), ("몽타나", [12, 13], []), ("tj다온", [], []), ("임바랑", [1, 3, 41, 54], []), ("수상한세탁기", [52], [52]),
    ]],
]  # fmt: skip
SUGGESTIONS = [
    ("ㅁㅐ", "맥가온"), ("맥", "맥가온"), ("ㅁㄱㅇ", "맥가온"), ("은빛", "은빛달무리"), ("ㅇㅂㄷ", "은빛달무리"), ("서다", "서다온"), ("ㅅㄷㅇ", "서다온"), ("한강오", "한강오페라하우스"), ("노을컴", "노을컴퍼니"),
    ("silver", "은빛달무리"), ("aorrk", "맥가온"), ("seo daon", "서다온"), ("맥가운", "맥가온"), ("달무리", "은빛달무리"), ("시계공", "바다의 시계공"), ("아이와", "아이와함께"), ("맥가온 서다온", "맥가온"),
]  # fmt: skip
