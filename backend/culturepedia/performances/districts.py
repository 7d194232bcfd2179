"""The cities, counties and wards of each province with KOPIS' four-digit district codes. Pure.

Source: the first four digits of the administrative district codes. 영동군 and 증평군 share theirs, so a filter by
that code finds both. Names that are not listed stay text without a code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from culturepedia.performances.codes import Region


@dataclass(frozen=True, slots=True)
class District:
    """A city, county or ward: its code, province and names."""

    code: str
    region: Region
    ko: str
    en: str


_ROWS: dict[Region, str] = {
    Region.SEOUL: """1111 종로구 Jongno-gu, 1114 중구 Jung-gu, 1117 용산구 Yongsan-gu, 1120 성동구 Seongdong-gu,
        1121 광진구 Gwangjin-gu, 1123 동대문구 Dongdaemun-gu, 1126 중랑구 Jungnang-gu, 1129 성북구 Seongbuk-gu,
        1130 강북구 Gangbuk-gu, 1132 도봉구 Dobong-gu, 1135 노원구 Nowon-gu, 1138 은평구 Eunpyeong-gu,
        1141 서대문구 Seodaemun-gu, 1144 마포구 Mapo-gu, 1147 양천구 Yangcheon-gu, 1150 강서구 Gangseo-gu,
        1153 구로구 Guro-gu, 1154 금천구 Geumcheon-gu, 1156 영등포구 Yeongdeungpo-gu, 1159 동작구 Dongjak-gu,
        1162 관악구 Gwanak-gu, 1165 서초구 Seocho-gu, 1168 강남구 Gangnam-gu, 1171 송파구 Songpa-gu,
        1174 강동구 Gangdong-gu""",
    Region.BUSAN: """2611 중구 Jung-gu, 2614 서구 Seo-gu, 2617 동구 Dong-gu, 2620 영도구 Yeongdo-gu,
        2623 부산진구 Busanjin-gu, 2626 동래구 Dongnae-gu, 2629 남구 Nam-gu, 2632 북구 Buk-gu,
        2635 해운대구 Haeundae-gu, 2638 사하구 Saha-gu, 2641 금정구 Geumjeong-gu, 2644 강서구 Gangseo-gu,
        2647 연제구 Yeonje-gu, 2650 수영구 Suyeong-gu, 2653 사상구 Sasang-gu, 2671 기장군 Gijang-gun""",
    Region.DAEGU: """2711 중구 Jung-gu, 2714 동구 Dong-gu, 2717 서구 Seo-gu, 2720 남구 Nam-gu, 2723 북구 Buk-gu,
        2726 수성구 Suseong-gu, 2729 달서구 Dalseo-gu, 2771 달성군 Dalseong-gun, 2772 군위군 Gunwi-gun""",
    Region.INCHEON: """2811 중구 Jung-gu, 2814 동구 Dong-gu, 2817 미추홀구 Michuhol-gu, 2818 연수구 Yeonsu-gu,
        2820 남동구 Namdong-gu, 2823 부평구 Bupyeong-gu, 2824 계양구 Gyeyang-gu, 2826 서구 Seo-gu,
        2871 강화군 Ganghwa-gun, 2872 옹진군 Ongjin-gun""",
    Region.GWANGJU: """2911 동구 Dong-gu, 2914 서구 Seo-gu, 2915 남구 Nam-gu, 2917 북구 Buk-gu,
        2920 광산구 Gwangsan-gu""",
    Region.DAEJEON: """3011 동구 Dong-gu, 3014 중구 Jung-gu, 3017 서구 Seo-gu, 3020 유성구 Yuseong-gu,
        3023 대덕구 Daedeok-gu""",
    Region.ULSAN: """3111 중구 Jung-gu, 3114 남구 Nam-gu, 3117 동구 Dong-gu, 3120 북구 Buk-gu,
        3171 울주군 Ulju-gun""",
    Region.SEJONG: "3611 세종시 Sejong-si",
    Region.GYEONGGI: """
        4111 수원시 Suwon-si, 4113 성남시 Seongnam-si, 4115 의정부시 Uijeongbu-si, 4117 안양시 Anyang-si,
        4119 부천시 Bucheon-si, 4121 광명시 Gwangmyeong-si, 4122 평택시 Pyeongtaek-si, 4125 동두천시 Dongducheon-si,
        4127 안산시 Ansan-si, 4128 고양시 Goyang-si, 4129 과천시 Gwacheon-si, 4131 구리시 Guri-si,
        4136 남양주시 Namyangju-si, 4137 오산시 Osan-si, 4139 시흥시 Siheung-si, 4141 군포시 Gunpo-si,
        4143 의왕시 Uiwang-si, 4145 하남시 Hanam-si, 4146 용인시 Yongin-si, 4148 파주시 Paju-si,
        4150 이천시 Icheon-si, 4155 안성시 Anseong-si, 4157 김포시 Gimpo-si, 4159 화성시 Hwaseong-si,
        4161 광주시 Gwangju-si, 4163 양주시 Yangju-si, 4165 포천시 Pocheon-si, 4167 여주시 Yeoju-si,
        4180 연천군 Yeoncheon-gun, 4182 가평군 Gapyeong-gun, 4183 양평군 Yangpyeong-gun""",
    Region.GANGWON: """5111 춘천시 Chuncheon-si, 5113 원주시 Wonju-si, 5115 강릉시 Gangneung-si, 5117 동해시 Donghae-si,
        5119 태백시 Taebaek-si, 5121 속초시 Sokcho-si, 5123 삼척시 Samcheok-si, 5172 홍천군 Hongcheon-gun,
        5173 횡성군 Hoengseong-gun, 5175 영월군 Yeongwol-gun, 5176 평창군 Pyeongchang-gun,
        5177 정선군 Jeongseon-gun, 5178 철원군 Cheorwon-gun, 5179 화천군 Hwacheon-gun, 5180 양구군 Yanggu-gun,
        5181 인제군 Inje-gun, 5182 고성군 Goseong-gun, 5183 양양군 Yangyang-gun""",
    Region.CHUNGBUK: """4311 청주시 Cheongju-si, 4313 충주시 Chungju-si, 4315 제천시 Jecheon-si, 4372 보은군 Boeun-gun,
        4373 옥천군 Okcheon-gun, 4374 영동군 Yeongdong-gun, 4374 증평군 Jeungpyeong-gun, 4375 진천군 Jincheon-gun,
        4376 괴산군 Goesan-gun, 4377 음성군 Eumseong-gun, 4380 단양군 Danyang-gun""",
    Region.CHUNGNAM: """4413 천안시 Cheonan-si, 4415 공주시 Gongju-si, 4418 보령시 Boryeong-si, 4420 아산시 Asan-si,
        4421 서산시 Seosan-si, 4423 논산시 Nonsan-si, 4425 계룡시 Gyeryong-si, 4427 당진시 Dangjin-si,
        4471 금산군 Geumsan-gun, 4476 부여군 Buyeo-gun, 4477 서천군 Seocheon-gun, 4479 청양군 Cheongyang-gun,
        4480 홍성군 Hongseong-gun, 4481 예산군 Yesan-gun, 4482 태안군 Taean-gun""",
    Region.JEONBUK: """4511 전주시 Jeonju-si, 4513 군산시 Gunsan-si, 4514 익산시 Iksan-si, 4518 정읍시 Jeongeup-si,
        4519 남원시 Namwon-si, 4521 김제시 Gimje-si, 4571 완주군 Wanju-gun, 4572 진안군 Jinan-gun,
        4573 무주군 Muju-gun, 4574 장수군 Jangsu-gun, 4575 임실군 Imsil-gun, 4577 순창군 Sunchang-gun,
        4579 고창군 Gochang-gun, 4580 부안군 Buan-gun""",
    Region.JEONNAM: """4611 목포시 Mokpo-si, 4613 여수시 Yeosu-si, 4615 순천시 Suncheon-si, 4617 나주시 Naju-si,
        4623 광양시 Gwangyang-si, 4671 담양군 Damyang-gun, 4672 곡성군 Gokseong-gun, 4673 구례군 Gurye-gun,
        4677 고흥군 Goheung-gun, 4678 보성군 Boseong-gun, 4679 화순군 Hwasun-gun, 4680 장흥군 Jangheung-gun,
        4681 강진군 Gangjin-gun, 4682 해남군 Haenam-gun, 4683 영암군 Yeongam-gun, 4684 무안군 Muan-gun,
        4686 함평군 Hampyeong-gun, 4687 영광군 Yeonggwang-gun, 4688 장성군 Jangseong-gun, 4689 완도군 Wando-gun,
        4690 진도군 Jindo-gun, 4691 신안군 Sinan-gun""",
    Region.GYEONGBUK: """4711 포항시 Pohang-si, 4713 경주시 Gyeongju-si, 4715 김천시 Gimcheon-si, 4717 안동시 Andong-si,
        4719 구미시 Gumi-si, 4721 영주시 Yeongju-si, 4723 영천시 Yeongcheon-si, 4725 상주시 Sangju-si,
        4728 문경시 Mungyeong-si, 4729 경산시 Gyeongsan-si, 4773 의성군 Uiseong-gun, 4775 청송군 Cheongsong-gun,
        4776 영양군 Yeongyang-gun, 4777 영덕군 Yeongdeok-gun, 4782 청도군 Cheongdo-gun, 4783 고령군 Goryeong-gun,
        4784 성주군 Seongju-gun, 4785 칠곡군 Chilgok-gun, 4790 예천군 Yecheon-gun, 4792 봉화군 Bonghwa-gun,
        4793 울진군 Uljin-gun, 4794 울릉군 Ulleung-gun""",
    Region.GYEONGNAM: """
        4812 창원시 Changwon-si, 4817 진주시 Jinju-si, 4822 통영시 Tongyeong-si, 4824 사천시 Sacheon-si,
        4825 김해시 Gimhae-si, 4827 밀양시 Miryang-si, 4831 거제시 Geoje-si, 4833 양산시 Yangsan-si,
        4872 의령군 Uiryeong-gun, 4873 함안군 Haman-gun, 4874 창녕군 Changnyeong-gun, 4882 고성군 Goseong-gun,
        4884 남해군 Namhae-gun, 4885 하동군 Hadong-gun, 4886 산청군 Sancheong-gun, 4887 함양군 Hamyang-gun,
        4888 거창군 Geochang-gun, 4889 합천군 Hapcheon-gun""",
    Region.JEJU: "5011 제주시 Jeju-si, 5013 서귀포시 Seogwipo-si",
}
# Names as older rows have them: Incheon's ward was renamed in 2018, the county moved to Daegu in 2023.
_OLD_PLACES = {
    (Region.INCHEON, "남구"): (Region.INCHEON, "미추홀구"),
    (Region.GYEONGBUK, "군위군"): (Region.DAEGU, "군위군"),
}
_PROVINCES = {
    "서울": Region.SEOUL, "부산": Region.BUSAN, "대구": Region.DAEGU, "인천": Region.INCHEON,
    "광주": Region.GWANGJU, "대전": Region.DAEJEON, "울산": Region.ULSAN, "세종": Region.SEJONG,
    "경기": Region.GYEONGGI, "강원": Region.GANGWON, "충북": Region.CHUNGBUK, "충청북": Region.CHUNGBUK,
    "충남": Region.CHUNGNAM, "충청남": Region.CHUNGNAM, "전북": Region.JEONBUK, "전라북": Region.JEONBUK,
    "전남": Region.JEONNAM, "전라남": Region.JEONNAM, "경북": Region.GYEONGBUK, "경상북": Region.GYEONGBUK,
    "경남": Region.GYEONGNAM, "경상남": Region.GYEONGNAM, "제주": Region.JEJU,
}  # fmt: skip
_PROVINCE = re.compile(r"([가-힣]+?)(?:특별자치시|특별자치도|특별시|광역시|시|도)?")
_DISTRICT = re.compile(r"[가-힣]+(?:시|군|구)")


@cache
def all_districts() -> tuple[District, ...]:
    """Return every district, in the order of provinces and codes; a shared code stands once, with both names."""
    found: dict[str, District] = {}
    for region, rows in _ROWS.items():
        for row in rows.split(","):
            code, ko, en = row.split()
            if code in found:
                ko, en = f"{found[code].ko}·{ko}", f"{found[code].en} / {en}"
            found[code] = District(code, region, ko, en)
    return tuple(found.values())


@cache
def _by_code() -> dict[str, District]:
    return {district.code: district for district in all_districts()}


@cache
def _codes_by_name() -> dict[tuple[Region, str], str]:
    return {(region, row.split()[1]): row.split()[0] for region, rows in _ROWS.items() for row in rows.split(",")}


def get_district(code: str) -> District | None:
    """Return the district with this code, or None."""
    return _by_code().get(code)


def find_code(region: str | None, name: str | None) -> str | None:
    """Return the code of the district a province calls `name` (`수원시 팔달구` counts as `수원시`), or None."""
    if not region or region not in set(Region):
        return None
    if region == Region.SEJONG:
        return "3611"
    if not name or not (words := name.split()):
        return None
    place = (Region(region), words[0])
    return _codes_by_name().get(_OLD_PLACES.get(place, place))


def split_address(address: str | None) -> tuple[Region | None, str | None]:
    """Return province and district name that an address begins with; what it does not say is None."""
    words = (address or "").split()
    found = _PROVINCE.fullmatch(words[0]) if words else None
    region = _PROVINCES.get(found[1]) if found else None
    if region is None:
        return None, None
    district = words[1] if len(words) > 1 and _DISTRICT.fullmatch(words[1]) else None
    return region, district
