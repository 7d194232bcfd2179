"""KOPIS' codes and spellings of genres and provinces, in both directions."""

from __future__ import annotations

from culturepedia.performances.codes import Genre, Region

GENRE_CODES: dict[Genre, str] = {
    Genre.PLAY: "AAAA",
    Genre.MUSICAL: "GGGA",
    Genre.CLASSICAL: "CCCA",
    Genre.GUGAK: "CCCC",
    Genre.POP: "CCCD",
    Genre.DANCE: "BBBC",
    Genre.POP_DANCE: "BBBE",
    Genre.CIRCUS: "EEEB",
    Genre.MIXED: "EEEA",
}
# Today's spellings, and those of responses up to 2024.
GENRE_NAMES: dict[str, Genre] = {
    "연극": Genre.PLAY,
    "뮤지컬": Genre.MUSICAL,
    "서양음악(클래식)": Genre.CLASSICAL,
    "서양음악": Genre.CLASSICAL,
    "클래식": Genre.CLASSICAL,
    "오페라": Genre.CLASSICAL,
    "한국음악(국악)": Genre.GUGAK,
    "한국음악": Genre.GUGAK,
    "국악": Genre.GUGAK,
    "대중음악": Genre.POP,
    "무용(서양/한국무용)": Genre.DANCE,
    "무용": Genre.DANCE,
    "대중무용": Genre.POP_DANCE,
    "서커스/마술": Genre.CIRCUS,
    "복합": Genre.MIXED,
}
REGION_CODES: dict[Region, str] = {
    Region.SEOUL: "11",
    Region.BUSAN: "26",
    Region.DAEGU: "27",
    Region.INCHEON: "28",
    Region.GWANGJU: "29",
    Region.DAEJEON: "30",
    Region.ULSAN: "31",
    Region.SEJONG: "36",
    Region.GYEONGGI: "41",
    Region.GANGWON: "51",
    Region.CHUNGBUK: "43",
    Region.CHUNGNAM: "44",
    Region.JEONBUK: "45",
    Region.JEONNAM: "46",
    Region.GYEONGBUK: "47",
    Region.GYEONGNAM: "48",
    Region.JEJU: "50",
}
FULL_REGION_NAMES: dict[str, Region] = {
    "서울특별시": Region.SEOUL,
    "부산광역시": Region.BUSAN,
    "대구광역시": Region.DAEGU,
    "인천광역시": Region.INCHEON,
    "광주광역시": Region.GWANGJU,
    "대전광역시": Region.DAEJEON,
    "울산광역시": Region.ULSAN,
    "세종특별자치시": Region.SEJONG,
    "세종시": Region.SEJONG,
    "경기도": Region.GYEONGGI,
    "강원도": Region.GANGWON,
    "강원특별자치도": Region.GANGWON,
    "충청북도": Region.CHUNGBUK,
    "충청남도": Region.CHUNGNAM,
    "전라북도": Region.JEONBUK,
    "전북특별자치도": Region.JEONBUK,
    "전라남도": Region.JEONNAM,
    "경상북도": Region.GYEONGBUK,
    "경상남도": Region.GYEONGNAM,
    "제주특별자치도": Region.JEJU,
    "제주도": Region.JEJU,
}
REGION_NAMES: dict[str, Region] = FULL_REGION_NAMES | {region.ko: region for region in Region}


def read_genre(text: str | None) -> Genre | None:
    """Return the genre of a display string in any of its spellings."""
    return GENRE_NAMES.get("".join((text or "").split()))


def read_region(text: str | None) -> Region | None:
    """Return the province of a full or short name."""
    return REGION_NAMES.get("".join((text or "").split()))
