"""Price texts: all tiers or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturepedia.kopis.parse.prices import MAX_AMOUNT_KRW, PriceTier, read_prices

READ: list[tuple[str, list[tuple[str, int]]]] = [
    ("R석 99,000원, S석 77,000원", [("R석", 99_000), ("S석", 77_000)]),
    ("전석 30,000원", [("전석", 30_000)]),
    ("전석무료", [("전석", 0)]),
    ("전석 무료", [("전석", 0)]),
    ("무료", [("전석", 0)]),
    ("전 석 무료", [("전석", 0)]),
    ("무료관람", [("전석", 0)]),
    ("무료(사전예약)", [("전석", 0)]),
    ("전석 무료 (현장 선착순)", [("전석", 0)]),
    ("전석초대(무료)", [("전석", 0)]),
    ("입장료 무료", [("입장료", 0)]),
    ("전석 0원", [("전석", 0)]),
    ("1일권 99,000원, 펫존 1일권 ＋ MD 148,000원", [("1일권", 99_000), ("펫존 1일권 ＋ MD", 148_000)]),
    ("영웅석(1,2층) 70,000원", [("영웅석(1,2층)", 70_000)]),
    ("일반석(1,2층) 30,000원, 학생석(3층) 20,000원", [("일반석(1,2층)", 30_000), ("학생석(3층)", 20_000)]),
    ("성인 30,000원, 어린이(24개월 이상, 초등학생 이하) 20,000원",
     [("성인", 30_000), ("어린이(24개월 이상, 초등학생 이하)", 20_000)]),
    ("스탠딩석 165,000원, R석 165,000원", [("스탠딩석", 165_000), ("R석", 165_000)]),
    ("R석 99,000원, R석 99,000원", [("R석", 99_000)]),
    ("R석 99,000원, R석 88,000원", [("R석", 99_000), ("R석", 88_000)]),
    ("예매 30,000원, 현매 35,000원", [("예매", 30_000), ("현매", 35_000)]),
    ("얼리버드 1일권 74,000원, 일반 1일권 99,000원", [("얼리버드 1일권", 74_000), ("일반 1일권", 99_000)]),
    ("균일석20,000원", [("균일석", 20_000)]),
    ("전석30,000원", [("전석", 30_000)]),
    ("30,000원", [("전석", 30_000)]),
    ("전석 30000원", [("전석", 30_000)]),
    ("전석 30,000 원", [("전석", 30_000)]),
    ("전석 : 30,000원", [("전석", 30_000)]),
    ("R석:99,000원", [("R석", 99_000)]),
    ("R석 - 99,000원", [("R석", 99_000)]),
    ("R석-99,000원", [("R석", 99_000)]),
    ("전석 30,000원 (예매 시 20% 할인)", [("전석", 30_000)]),
    ("R석 99,000원(1층), S석 77,000원[2층]", [("R석", 99_000), ("S석", 77_000)]),
    ("R석 9만9천원", [("R석", 99_000)]),
    ("R석 9만 9천원, S석 7만원", [("R석", 99_000), ("S석", 70_000)]),
    ("전석 1만5000원", [("전석", 15_000)]),
    ("전석 5천원", [("전석", 5_000)]),
    ("R석 10만원", [("R석", 100_000)]),
    ("Ｒ석 ９９，０００원，Ｓ석 ７７，０００원", [("Ｒ석", 99_000), ("Ｓ석", 77_000)]),
    ("영웅석（1，2층） 70,000원", [("영웅석（1，2층）", 70_000)]),
    ("₩30,000", [("전석", 30_000)]),
    ("전석 ￦30,000", [("전석", 30_000)]),
    ("전석 \\30,000", [("전석", 30_000)]),
    ("KRW 30,000", [("전석", 30_000)]),
    ("R석 99,000원 S석 77,000원", [("R석", 99_000), ("S석", 77_000)]),
    ("R석 99,000원/S석 77,000원", [("R석", 99_000), ("S석", 77_000)]),
    ("VIP석 110,000원 / R석 99,000원", [("VIP석", 110_000), ("R석", 99_000)]),
    ("R석 99,000 / S석 77,000", [("R석", 99_000), ("S석", 77_000)]),
    ("VIP 110,000, R 99,000", [("VIP", 110_000), ("R", 99_000)]),
    ("R석 99,000원; S석 77,000원", [("R석", 99_000), ("S석", 77_000)]),
    ("R석 99,000원\nS석 77,000원", [("R석", 99_000), ("S석", 77_000)]),
    ("성인/청소년 30,000원", [("성인/청소년", 30_000)]),
    ("전석 30,000원, 유아 무료", [("전석", 30_000), ("유아", 0)]),
    ("커플석(2인) 120,000원", [("커플석(2인)", 120_000)]),
    ("1층 R석 50,000원", [("1층 R석", 50_000)]),
    ("2026 시즌권 500,000원", [("2026 시즌권", 500_000)]),
    ("할인석 20,000원", [("할인석", 20_000)]),
]  # fmt: skip

UNREAD = [
    None, "", " ", ",", "추후 공지", "감동후불제", "홈페이지 참조", "별도 문의", "예매처 참조", "자유 후불제 (관람 후 결정)",
    "유료", "전석 초대", "R석", "R석, S석", "99,000", "30000", "2026", "전석 30000", "100석", "좌석 1,200", "총 객석 15,000",
    "선착순 100명", "30,000원~50,000원", "30,000원 ~ 50,000원", "30,000원 ~", "R석 30,000원부터", "30,000~50,000원", "약 30,000원",
    "최대 30,000원", "최저 10,000원", "R석 99,000원, 문의", "R석 99,000원, S석", "R석 99,000원, S석 미정", "전석 -30,000원",
    "-30,000원", "R석 −99,000원", "전석 1.5만원", "전석 30.000원", "전석 1,00원", "전석 99,999,999,999원", "전석 5원", "전석 50원",
    "전석 1e5원", "전석 NaN원", "전석 삼만원", "전석 $30", "전석 30유로", "R석 99,000원 → 77,000원", "정가 99,000원 → 할인가 77,000원",
    "R석 99,000원 77,000원", "R석 99,000 77,000원", "R석 99,000원 + 음료 5,000원", "1일권 + 30,000원", "2인 × 30,000원", "할인 5,000원",
    "전석 30,000원, 학생할인 5,000원", "예매수수료 1,000원", "전석 30,000원, 주차권 추가 5,000원", "전석 30,000원 (현장 5천원 추가)",
    "전석 30,000원 (현장 35,000원)", "전석 30,000원 (현장 35,000)", "전석 30,000원 (회원 무료)", "전석 30,000원 (VAT 별도)",
    "전석 30,000원 (식사 제외)", "전석 30,000원 ※ 조기예매 할인", "전석 30,000원, 무료", "전석 30,000원, 전석 무료", "입장 무료, 좌석 10,000원",
    "주차 무료", "무료 아님", "유료/무료", "무료(일부 유료)", "무료 (예매수수료 1,000원)", "R석 99,000원, S석 77,000원 등", "R석 99,000원 외",
    "R석 20% 할인", "전석 50%", "50% 30,000원", "R석(99,000원", "전석 30,000원)", "전석 ３０.０００원", "전석 ٣٠٠٠٠원", "만원", "천원",
    "5만 3만원", "R석 " + "9" * 400 + "원", "가" * 2_001, "R석 99,000원, " * 200,
]  # fmt: skip

FRAGMENTS = [
    "R석",
    "전석",
    "성인",
    " ",
    "99,000",
    "30000",
    "9만",
    "5천",
    "원",
    "₩",
    "무료",
    ", ",
    "/",
    "(",
    ")",
    "할인",
    "~",
    "-",
    "+",
]

SEATS = st.text("가나다라RSAB", min_size=1, max_size=6).map(lambda text: text + "석")
AMOUNTS = st.integers(1, MAX_AMOUNT_KRW // 100).map(lambda number: number * 100)
TIERS = st.lists(st.tuples(SEATS, AMOUNTS), min_size=1, max_size=6, unique=True)


@pytest.mark.parametrize(("text", "tiers"), READ)
def test_reads_tiers(text: str, tiers: list[tuple[str, int]]) -> None:
    found = read_prices(text)

    assert found is not None
    assert [(tier.seat, tier.amount_krw) for tier in found.tiers] == tiers
    amounts = [amount for _, amount in tiers]
    assert (found.min_krw, found.max_krw, found.is_free) == (min(amounts), max(amounts), max(amounts) == 0)


@pytest.mark.parametrize("text", UNREAD, ids=lambda value: repr(value)[:40])
def test_leaves_unread_what_is_in_doubt(text: str | None) -> None:
    assert read_prices(text) is None


@given(TIERS, st.sampled_from([", ", ",", " / ", "; ", "\n", "、"]), st.sampled_from(["", " ", ": "]))
def test_reads_what_it_would_write(tiers: list[tuple[str, int]], separator: str, gap: str) -> None:
    text = separator.join(f"{seat}{gap}{amount:,}원" for seat, amount in tiers)

    found = read_prices(text)

    assert found is not None
    assert found.tiers == tuple(PriceTier(*tier) for tier in tiers)


@given(TIERS, st.integers(0, 6), st.sampled_from(["문의", "S석", "추후 공지", "20% 할인", "S석 77,000~88,000원"]))
def test_one_unread_part_leaves_all_unread(tiers: list[tuple[str, int]], place: int, unread: str) -> None:
    parts = [f"{seat} {amount:,}원" for seat, amount in tiers]
    parts.insert(min(place, len(parts)), unread)

    assert read_prices(", ".join(parts)) is None


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=10).map("".join))
def test_no_amount_comes_from_nowhere(text: str) -> None:
    found = read_prices(text)

    for tier in found.tiers if found else ():
        assert tier.seat
        assert tier.seat == "전석" or tier.seat in text
        assert tier.amount_krw in {0, 5_000, 30_000, 90_000, 95_000, 99_000}
        assert tier.amount_krw > 0 or "무료" in text or "0원" in text


@given(st.text(max_size=60))
def test_no_text_breaks_the_parser(text: str) -> None:
    found = read_prices(text)

    assert found is None or found.min_krw <= found.max_krw
