"""Prices, runtimes and ages in the textual forms KOPIS carries, among them free text nobody can read as a number."""

from __future__ import annotations

from random import Random

LEVELS = {
    "low": (10_000, 15_000, 20_000, 20_000, 30_000, 30_000),
    "mid": (25_000, 30_000, 35_000, 40_000, 45_000, 50_000),
}
TOPS = {"grades": (50_000, 60_000, 70_000, 88_000, 99_000, 110_000, 132_000), "high": (140_000, 150_000, 170_000, 190_000)}
GRADES = ("VIP석", "R석", "S석", "A석", "B석")
FREE_FORMS = ("전석무료", "전석 무료", "전석무료", "무료", "전석초대(무료)")
UNREADABLE = ("추후 공지", "감동후불제", "홈페이지 참조", "별도 문의", "자유 후불제 (관람 후 결정)", "예매처 참조")
PRICES = ("low", "mid", "grades", "high", "stand", "pass", "free")
RUNTIMES = {
    "classical": ("1시간 30분", "1시간 40분", "2시간", "1시간 20분", "1시간 10분", "1시간"),
    "play": ("1시간 30분", "1시간 40분", "1시간 20분", "2시간", "1시간 05분", "2시간 10분", "1시간 50분"),
    "musical": ("2시간 30분", "2시간 40분", "1시간 50분", "2시간", "2시간 45분", "1시간 40분"),
    "pop": ("2시간", "2시간 30분", "1시간 30분", "3시간", "1시간 40분"),
    "kids": ("50분", "1시간", "55분", "1시간 05분", "40분"),
    "pass": ("6시간", "8시간", "10시간", "5시간 30분"),
    "other": ("1시간", "1시간 10분", "1시간 20분", "1시간 30분", "50분", "2시간"),
}
ODD_RUNTIMES = ("약 90분", "인터미션 포함 100분", "미정", "90분")
ADULT_AGES = ("만 7세 이상", "만 7세이상", "만 13세 이상", "만 12세 이상", "만 15세 이상", "전체 관람가", "만 14세 이상")
CLASSICAL_AGES = ("만 7세 이상", "만 7세 이상", "만 7세 이상", "만 7세이상", "전체 관람가", "만 8세 이상", "만 6세이상")
KIDS_AGES = ("24개월 이상", "24개월이상", "36개월 이상", "전체 관람가", "12개월 이상", "만 3세 이상", "36개월이상")
ODD_AGES = ("초등학생 이상", "미취학 아동 입장 불가", "만 19세 이상", "만 19세이상", "청소년 관람불가", "만 5세 이상")


def draw_price(price: str, rng: Random) -> str:
    """Return a price text of the style `price`."""
    chance = rng.random()
    if chance < 0.02:
        return ""
    if chance < 0.04:
        return rng.choice(UNREADABLE)
    if price == "free" and chance < 0.5:
        return rng.choice(FREE_FORMS)
    if price in {"low", "free"} and chance < 0.12:
        return rng.choice(FREE_FORMS)
    if price == "pass":
        return _passes(rng)
    if price == "stand":
        return _standing(rng)
    if price in TOPS:
        return _graded(rng.choice(TOPS[price]), rng)
    return _single(rng.choice(LEVELS[price if price in LEVELS else "low"]), rng)


def _won(amount: int) -> str:
    return f"{amount:,}원"


def _single(amount: int, rng: Random) -> str:
    form = rng.random()
    if form < 0.55:
        return f"전석 {_won(amount)}"
    if form < 0.72:
        return f"R석 {_won(amount + 20_000)}, S석 {_won(amount)}"
    if form < 0.82:
        return f"일반 {_won(amount)}, 청소년 {_won(amount // 2)}"
    if form < 0.88:
        return f"일반석(1,2층) {_won(amount)}, 학생석(3층) {_won(max(5_000, amount - 10_000))}"
    if form < 0.93:
        return f"전석 {_won(amount)} (예매 시 20% 할인)"
    if form < 0.96:
        return f"균일석{_won(amount)}"
    return f"성인 {_won(amount)}, 어린이(24개월 이상, 초등학생 이하) {_won(max(5_000, amount - 10_000))}"


def _graded(top: int, rng: Random) -> str:
    first = rng.choice((0, 0, 1)) if top >= 88_000 else 1
    amounts = [int(top * part / 1_000) * 1_000 for part in (1, 0.78, 0.56, 0.36)][: rng.randint(2, 4)]
    parts = [f"{GRADES[first + i]} {_won(amount)}" for i, amount in enumerate(amounts)]
    if rng.random() < 0.06:
        parts.insert(0, f"영웅석(1,2층) {_won(top + 10_000)}")
    if rng.random() < 0.04:
        parts.append(parts[-1])
    if rng.random() < 0.03:
        parts.append(f"시야제한석 {_won(amounts[-1] - 5_000)}")
    return ", ".join(parts)


def _standing(rng: Random) -> str:
    price = rng.choice((33_000, 44_000, 55_000, 66_000, 88_000, 110_000, 132_000, 165_000))
    form = rng.random()
    if form < 0.4:
        return f"스탠딩석 {_won(price)}"
    if form < 0.7:
        return f"스탠딩석 {_won(price)}, 지정석 {_won(price - 11_000)}"
    if form < 0.85:
        return f"예매 {_won(price)}, 현매 {_won(price + 5_000)}"
    return f"스탠딩석 {_won(price)}, R석 {_won(price)}, S석 {_won(price - 11_000)}"


def _passes(rng: Random) -> str:
    price = rng.choice((66_000, 88_000, 99_000, 110_000))
    form = rng.random()
    if form < 0.4:
        return f"1일권 {_won(price)}, 2일권 {_won(int(price * 1.6) // 1_000 * 1_000)}"
    if form < 0.6:
        return f"1일권 {_won(price)}, 펫존 1일권 ＋ MD {_won(price + 49_000)}"
    if form < 0.8:
        return f"얼리버드 1일권 {_won(price - 22_000)}, 일반 1일권 {_won(price)}"
    return rng.choice(FREE_FORMS)


def draw_runtime(genre: str, price: str, child: bool, rng: Random) -> str:
    """Return a runtime text; one in twenty is blank, one in fifty unreadable or in another form."""
    chance = rng.random()
    if chance < 0.05:
        return ""
    if chance < 0.07:
        return rng.choice(ODD_RUNTIMES)
    key = "pass" if price == "pass" else "kids" if child else genre
    return rng.choice(RUNTIMES.get(key, RUNTIMES["other"]))


def draw_age(genre: str, child: bool, rng: Random) -> str:
    """Return an age text with or without the space before 이상."""
    if rng.random() < 0.03:
        return rng.choice(ODD_AGES)
    if child or genre == "circus":
        return rng.choice(KIDS_AGES)
    return rng.choice(CLASSICAL_AGES if genre in {"classical", "gugak", "dance"} else ADULT_AGES)
