"""Invented works, people and houses for the labelled queries. The clock of the tests stands on 23 November 2026."""

from __future__ import annotations

from tests.search.catalogues import Work

RUNNING, UPCOMING, ENDED, LONG_AGO = (
    ("2026-11-01", "2027-01-10"),
    ("2027-02-01", "2027-03-20"),
    ("2026-03-01", "2026-05-31"),
    ("2021-04-01", "2021-06-30"),
)


def work(
    number: int, title: str, english: str | None, genre: str, region: str, when: tuple[str, str], venue: str, company: str,
    cast: str = "", crew: str = "", tags: str = "", synopsis: str | None = None, popularity: int = 0,
    prices: tuple[int | None, int | None] = (30_000, 90_000), *, child: bool = False,
) -> Work:  # fmt: skip
    return Work(
        id=f"PF7{number:05d}", title=title, title_en=english, genre=genre, region=region, start=when[0], end=when[1], venue=venue,
        company=company, cast=tuple(filter(None, cast.split(","))), crew=tuple(filter(None, crew.split(","))),
        tags=tuple(filter(None, tags.split(","))), synopsis=synopsis, popularity=popularity, prices=prices, child=child,
    )  # fmt: skip


WORKS = [
    work(1, "뮤지컬 은빛달무리 [서울]", "Silver Halo", "musical", "seoul", RUNNING, "한강오페라하우스", "노을컴퍼니", "서다온,임파랑,최예담", "길하늘", "moving", "달을 훔친 도둑의 고백.", 900),
    work(2, "뮤지컬 은빛달무리 [부산]", "Silver Halo", "musical", "busan", UPCOMING, "광안아트센터", "노을컴퍼니", "서다온,배노을", "길하늘", "moving", None, 400),
    work(3, "뮤지컬 은빛달무리 [대구]", "Silver Halo", "musical", "daegu", LONG_AGO, "달구벌극장", "노을컴퍼니", "임파랑", "길하늘", "moving", None, 90),
    work(4, "연극 〈맥가온〉 [광주]", "Macgaon", "play", "gwangju", UPCOMING, "빛고을소극장 (나눔홀)", "극단 느티", "모세람,엄지율", "탁은서", "classic", "왕이 되려던 장군.", 120),
    work(5, "맥가온", "Macgaon", "play", "seoul", RUNNING, "남산새극장 (별홀)", "극단 느티", "방이룸,서다온", "탁은서", "classic", "숲이 걸어온다.", 500),
    work(6, "뮤지컬 맥가온: 불꽃", "Macgaon: Blaze", "musical", "seoul", LONG_AGO, "푸른광장 (큰마당)", "해오름엔터", "구마루", "민서후", "classic", None, 70),
    work(7, "맥가온랩소디", None, "play", "seoul", ENDED, "대학로 동그라미극장", "극단 물레", "천우솔", "탁은서", "experimental", None, 8),
    work(8, "뮤지컬 라 루미에르 [서울]", "La Lumière", "musical", "seoul", RUNNING, "푸른광장 (큰마당)", "해오름엔터", "배노을,진여울", "길하늘", "grand", "가스등이 꺼진 밤.", 830),
    work(9, "뮤지컬 라 루미에르 [인천]", "La Lumière", "musical", "incheon", UPCOMING, "송도아트센터", "해오름엔터", "배노을", "길하늘", "grand", None, 280),
    work(10, "연극 라루미에르", "La Lumière", "play", "gyeonggi", ENDED, "수원달빛극장", "극단 물레", "천우솔", "탁은서", "classic", "오귀스트라는 이름의 노인.", 30),
    work(11, "바다의 시계공", "The Clockmaker of the Sea", "musical", "seoul", UPCOMING, "한강오페라하우스", "노을컴퍼니", "진여울,변겨울", "길하늘", "grand", "멈춘 시간을 고치는 사람.", 880),
    work(12, "뮤지컬 몬타나", "Montana", "musical", "daegu", RUNNING, "달구벌극장", "해오름엔터", "최예담,변겨울", "민서후", "exciting", None, 410),
    work(13, "몬타나 필하모닉 내한공연", "Montana Philharmonic", "classical", "seoul", UPCOMING, "여의도콘서트홀", "봄날클래식", "토머스 그린", "", "touring", "브루크너를 연주한다.", 200),
    work(14, "룰라룰라!", "Lulla Lulla!", "musical", "gyeonggi", RUNNING, "수원달빛극장", "노을컴퍼니", "엄지율,옥가람", "민서후", "with-family", None, 430),
    work(15, "벨로나", "Bellona", "musical", "seoul", UPCOMING, "푸른광장 (큰마당)", "노을컴퍼니", "옥가람,변겨울", "길하늘", "grand", "붉은 여왕의 노래.", 760),
    work(16, "뮤지컬 생트마리 드 라메르", "Saintes-Maries de la Mer", "musical", "seoul", ENDED, "세움문화회관 (대극장)", "여우비엔터", "배노을,구마루", "민서후", "dreamy", None, 320),
    work(17, "폭스 내한공연", "Fox", "musical", "seoul", UPCOMING, "세움문화회관 (대극장)", "여우비엔터", "앨런 포스터", "메리 웨스트", "touring", "여우들의 무도회.", 380),
    work(18, "창작뮤지컬 뜨개", None, "musical", "seoul", RUNNING, "대학로 실타래홀 (2관)", "감나무컴퍼니", "천우솔,표시안", "민서후", "new-work", "실 한 올의 위로.", 350, prices=(20_000, 38_000)),
    work(19, "뮤지컬 박동하 찾기", None, "musical", "seoul", RUNNING, "대학로 나들목극장 (1관)", "씨앗스튜디오", "옥가람,구마루", "남이랑", "romantic", None, 180, prices=(25_000, 45_000)),
    work(20, "연극 다락방 강아지", None, "play", "seoul", RUNNING, "콩콩홀", "초록컴퍼니", "천우솔", "남이랑", "comic", "두 사람과 한 마리.", 260),
    work(21, "핑계 1편", None, "play", "seoul", RUNNING, "웃음씨어터", "노랑프로덕션", "표시안,모세람", "탁은서", "comic", "핑계가 핑계를 낳는다.", 250),
    work(22, "핑계 2편", None, "play", "seoul", RUNNING, "웃음씨어터", "노랑프로덕션", "모세람", "탁은서", "comic", None, 130),
    work(23, "야! 우리가 숨은 사이", "Hey, While We Were Hiding", "musical", "seoul", LONG_AGO, "대학로 동그라미극장", "두루씨어터", "엄지율", "남이랑", "new-work", None, 55),
    work(24, "발레 눈의 정원 [서울]", "The Garden of Snow", "dance", "seoul", UPCOMING, "서초예술의뜰 (오페라극장)", "국립물빛발레단", "하늬솔,봉여름", "경다솜", "with-family,grand", None, 560, child=True),
    work(25, "발레 눈의정원 [대전]", "The Garden of Snow", "dance", "daejeon", UPCOMING, "한밭예술의뜰 (아트홀)", "한밭시티발레단", "봉여름", "경다솜", "with-family", None, 95, child=True),
    work(26, "가족뮤지컬 눈의정원과 다람쥐왕", None, "musical", "gyeonggi", UPCOMING, "안양새싹회관 (새싹홀)", "도토리키즈", "이봄비", "한나무", "kids", None, 40, prices=(20_000, 30_000), child=True),
    work(27, "두루미의 강", "River of Cranes", "dance", "seoul", ENDED, "서초예술의뜰 (오페라극장)", "국립물빛발레단", "하늬솔,봉여름", "경다솜", "lyrical", "저주에 걸린 왕자.", 220),
    work(28, "마이클 헌트의 두루미의 강", "Michael Hunt's River of Cranes", "dance", "seoul", UPCOMING, "SK뮤직홀 서울 (SK SIGNATURE 홀)", "여우비엔터", "피터 레인", "", "touring", None, 340),
    work(29, "오페라 라 파를라타", "La Parlata", "classical", "seoul", UPCOMING, "서초예술의뜰 (오페라극장)", "국립물빛오페라단", "소리안,권우빈", "윤바람", "classic", "이별의 노래.", 170),
    work(30, "오페라 요술거울 [광주]", "Der Zauberspiegel", "classical", "gwangju", UPCOMING, "빛고을예술의뜰 (대극장)", "무등오페라단", "소리안", "윤바람", "with-family", None, 70, child=True),
    work(31, "가족오페라 요술거울", None, "classical", "seoul", UPCOMING, "세움문화회관 (작은극장)", "샘물오페라단", "권우빈", "윤바람", "kids", None, 50, child=True),
    work(32, "돈 파비안", "Don Fabian", "classical", "daegu", LONG_AGO, "달구벌오페라홀", "팔공오페라단", "권우빈", "윤바람", "classic", None, 45),
    work(33, "창극 심양", None, "gugak", "seoul", RUNNING, "남산새극장 (해홀)", "국립물빛창극단", "고은샘,명서담", "박솔내", "classic", "인당수에 핀 꽃.", 160),
    work(34, "마당놀이 심양이 온다", None, "gugak", "seoul", LONG_AGO, "남산새극장 (하늘홀)", "국립물빛창극단", "명서담", "박솔내", "cheerful", None, 120),
    work(35, "쿵따", "KUNGTTA", "circus", "jeju", RUNNING, "제주쿵따전용관", "북소리프로덕션", "", "", "cheerful", "냄비와 북.", 240, child=True),
    work(36, "텀블", "TUMBLE", "circus", "seoul", RUNNING, "충무로 텀블홀", "곡예공방", "", "", "cheerful", None, 110, child=True),
    work(37, "연극 숲", "FOREST", "play", "seoul", LONG_AGO, "언덕예술홀", "극단 목련", "명서담", "탁은서", "calm", None, 15),
    work(38, "숲의서커스: 아루라", "Cirque de la Forêt ARURA", "circus", "busan", UPCOMING, "센텀 큰천막", "여우비엔터", "", "", "dazzling", None, 520),
    work(39, "서다온 단독콘서트: 새벽 산책", "Seo Daon Concert", "pop", "seoul", UPCOMING, "올림픽마당 (올림픽홀)", "별무리뮤직", "서다온", "", "live-music", None, 600),
    work(40, "온다서 피아노 리사이틀", "Piano Recital", "classical", "seoul", UPCOMING, "서초예술의뜰 (챔버홀)", "봄날클래식", "온다서", "", "calm", None, 25),
    work(41, "임파랑의 이야기 콘서트 〈막간〉", None, "pop", "gyeonggi", UPCOMING, "고양바람누리 (새극장)", "별무리뮤직", "임파랑", "", "warm", None, 80),
    work(42, "DJ쇼 밤샘클럽 라이브", "DJ Show Live", "pop", "seoul", UPCOMING, "MBN홀", "별무리뮤직", "옥가람", "", "exciting", None, 66),
    work(43, "나의 AI 애인", None, "play", "seoul", ENDED, "대학로 동그라미극장", "초록컴퍼니", "구마루", "남이랑", "romantic", None, 33),
    work(44, "2026 한강국제연극제 개막작 〈돌의 노래〉", None, "play", "seoul", ENDED, "대학로새극장 (대극장)", "한강연극제사무국", "엄지율,천우솔", "민서후", "experimental", None, 44),
    work(45, "돌의 정원", None, "play", "seoul", RUNNING, "별빛예술극장 (대극장)", "극단 물레", "방이룸", "탁은서", "calm", None, 51),
    work(46, "도민과 함께하는 해설이 있는 연주회", None, "classical", "jeju", UPCOMING, "제주바람센터", "제주시향", "소리안", "", "beginner", None, 12, prices=(0, 0), child=True),
    work(47, "맨가루의 방앗간 소년", "The Miller's Boy", "musical", "incheon", RUNNING, "인천새싹회관 (소극장)", "도토리키즈", "이봄비", "한나무", "kids", None, 38, prices=(15_000, 25_000), child=True),
    work(48, "어린이뮤지컬 별사탕", None, "musical", "seoul", RUNNING, "어린이마당 (무지개홀)", "도토리키즈", "이봄비", "한나무", "kids", None, 115, prices=(20_000, 30_000), child=True),
    work(49, "말랑젤리", "Magic Jelly", "musical", "seoul", UPCOMING, "어린이마당 (무지개홀)", "도토리키즈", "한나무", "이봄비", "kids", None, 135, prices=(20_000, 30_000), child=True),
    work(50, "슈만 교향곡 4번 봄밤", "Schumann Symphony No. 4", "classical", "seoul", UPCOMING, "여의도콘서트홀", "한울빛필하모닉", "소리안,권우빈", "류나래", "grand", None, 165),
    work(51, "광안리 블루스 나이트 Vol.9", "Gwangalli Blues Night", "pop", "busan", UPCOMING, "광안문화회관 (바다홀)", "물결기획", "밴드 노란등대", "", "live-music", None, 18),
    work(52, "연극 수상한 세탁소", None, "play", "seoul", RUNNING, "대학로 나들목극장 (2관)", "노랑프로덕션", "모세람,옥가람", "남이랑", "warm", "골목 끝의 밤.", 125),
    work(53, "판소리 완창 심양가", None, "gugak", "jeonbuk", UPCOMING, "전주가락관", "소리결", "고은샘", "박솔내", "classic", None, 22, prices=(0, 20_000)),
    work(54, "뮤지컬 의병", "MILITIA", "musical", "seoul", UPCOMING, "세움문화회관 (대극장)", "두물머리", "임파랑,최예담", "길하늘", "grand,new-work", "1907년 원주의 새벽.", 640),
    work(55, "의병을 기다리며", None, "play", "daejeon", RUNNING, "이룸아트홀", "극단 느티", "표시안", "탁은서", "comic", "사흘간의 대장간.", 16),
    work(56, "제12회 가람시립합창단 정기연주회", None, "classical", "ulsan", UPCOMING, "울산고래회관", "가람시립합창단", "소리안", "", "calm", None, 9),
    work(57, "제13회 가람시립합창단 정기연주회", None, "classical", "ulsan", UPCOMING, "울산고래회관", "가람시립합창단", "", "", "calm", None, 9),
    work(58, "무용극 달항아리", "Moon Jar", "dance", "seoul", RUNNING, "남산새극장 (별홀)", "몸짓무용단", "하늬솔", "", "lyrical", None, 77),
    work(59, "청소년극 열다섯의 방", None, "play", "seoul", ENDED, "언덕예술홀", "극단 목련", "최예담", "", "friends", None, 21),
    work(60, "K-락 페스티벌 파트 Ⅱ", "K-Rock Festival Part II", "pop", "gangwon", UPCOMING, "속초바다광장", "물결기획", "밴드 노란등대", "", "exciting", None, 210),
    work(61, "마술사 한보람의 비밀상자", None, "circus", "gyeonggi", UPCOMING, "수원달빛극장", "곡예공방", "한보람", "", "kids", None, 60, child=True),
    work(62, "트로트 쇼 〈꽃길〉", None, "pop", "jeonnam", UPCOMING, "여수바다회관", "별무리뮤직", "한보람,배노을", "", "cheerful", None, 140),
    work(63, "윈터 갈라", "Winter Gala", "dance", "gyeongnam", UPCOMING, "창원예술의뜰", "국립물빛발레단", "봉여름", "", "dazzling", None, 66),
    work(64, "길하늘 작곡가의 밤", None, "pop", "seoul", UPCOMING, "올림픽마당 (작은홀)", "별무리뮤직", "진여울", "", "moving", None, 31),
]  # fmt: skip
