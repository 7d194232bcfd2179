"""The codes of the public API, each with its Korean and English label.

Plain enums without Django, so that the pure parts (parsers, ranking) may use them. The labels are served by
`/options` and repeated nowhere else.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """A slug with a Korean (`ko`) and an English (`en`) label."""

    ko: str
    en: str

    def __new__(cls, slug: str, ko: str = "", en: str = "") -> Self:
        """Make a member whose value is the slug."""
        member = str.__new__(cls, slug)
        member._value_ = slug
        member.ko = ko
        member.en = en
        return member


class Genre(Code):
    """Performance genres, as KOPIS divides them."""

    PLAY = "play", "연극", "Theatre"
    MUSICAL = "musical", "뮤지컬", "Musical"
    CLASSICAL = "classical", "클래식", "Classical"
    GUGAK = "gugak", "국악", "Gugak"
    POP = "pop", "대중음악", "Pop"
    DANCE = "dance", "무용", "Dance"
    POP_DANCE = "pop_dance", "대중무용", "Pop dance"
    CIRCUS = "circus", "서커스·마술", "Circus & magic"
    MIXED = "mixed", "복합", "Mixed"


class Region(Code):
    """The seventeen provinces and metropolitan cities."""

    SEOUL = "seoul", "서울", "Seoul"
    BUSAN = "busan", "부산", "Busan"
    DAEGU = "daegu", "대구", "Daegu"
    INCHEON = "incheon", "인천", "Incheon"
    GWANGJU = "gwangju", "광주", "Gwangju"
    DAEJEON = "daejeon", "대전", "Daejeon"
    ULSAN = "ulsan", "울산", "Ulsan"
    SEJONG = "sejong", "세종", "Sejong"
    GYEONGGI = "gyeonggi", "경기", "Gyeonggi"
    GANGWON = "gangwon", "강원", "Gangwon"
    CHUNGBUK = "chungbuk", "충북", "Chungbuk"
    CHUNGNAM = "chungnam", "충남", "Chungnam"
    JEONBUK = "jeonbuk", "전북", "Jeonbuk"
    JEONNAM = "jeonnam", "전남", "Jeonnam"
    GYEONGBUK = "gyeongbuk", "경북", "Gyeongbuk"
    GYEONGNAM = "gyeongnam", "경남", "Gyeongnam"
    JEJU = "jeju", "제주", "Jeju"


class State(Code):
    """Where today lies in a run; computed when read, never stored."""

    UPCOMING = "upcoming", "공연예정", "Upcoming"
    RUNNING = "running", "공연중", "On now"
    ENDED = "ended", "공연완료", "Ended"


class Weekday(Code):
    """A day of a weekly timetable; `holiday` stands for public holidays."""

    MON = "mon", "월", "Mon"
    TUE = "tue", "화", "Tue"
    WED = "wed", "수", "Wed"
    THU = "thu", "목", "Thu"
    FRI = "fri", "금", "Fri"
    SAT = "sat", "토", "Sat"
    SUN = "sun", "일", "Sun"
    HOLIDAY = "holiday", "공휴일", "Public holiday"


class Accessibility(Code):
    """Barrier-free facts of a venue that people can filter by."""

    PARKING = "parking", "장애인 주차", "Accessible parking"
    RESTROOM = "restroom", "장애인 화장실", "Accessible restroom"
    RAMP = "ramp", "경사로", "Ramp"
    ELEVATOR = "elevator", "엘리베이터", "Elevator"
    WHEELCHAIR_SEATS = "wheelchair_seats", "휠체어석", "Wheelchair seats"


class Amenity(Code):
    """Other services of a venue."""

    RESTAURANT = "restaurant", "식당", "Restaurant"
    CAFE = "cafe", "카페", "Café"
    STORE = "store", "편의점", "Shop"
    PLAYROOM = "playroom", "놀이방", "Playroom"
    NURSING_ROOM = "nursing_room", "수유실", "Nursing room"
    PARKING_LOT = "parking_lot", "주차장", "Car park"


class CompanyRole(Code):
    """What a company does for a performance."""

    PRODUCTION = "production", "제작", "Production"
    AGENCY = "agency", "기획", "Agency"
    HOST = "host", "주최", "Host"
    ORGANIZER = "organizer", "주관", "Organizer"


class CreditKind(Code):
    """On stage or behind it."""

    CAST = "cast", "출연", "Cast"
    CREW = "crew", "제작진", "Crew"


class Period(Code):
    """The span a box-office ranking counts."""

    DAY = "day", "일간", "Daily"
    WEEK = "week", "주간", "Weekly"
    MONTH = "month", "월간", "Monthly"


class Characteristic(Code):
    """Hashtags that say for whom or of what kind a performance is."""

    WITH_FAMILY = "with-family", "가족과함께", "With family"
    KIDS = "kids", "아이와함께", "For children"
    DATE = "date", "데이트", "Date"
    SOLO = "solo", "혼자보기좋은", "Good alone"
    FRIENDS = "friends", "친구와함께", "With friends"
    BEGINNER = "beginner", "입문자추천", "For beginners"
    ENTHUSIAST = "enthusiast", "마니아추천", "For enthusiasts"
    NEW_WORK = "new-work", "창작초연", "New Korean work"
    TOURING = "touring", "내한공연", "Touring production"
    CLASSIC = "classic", "고전명작", "Classic"
    ADAPTED = "adapted", "원작있는", "Adapted work"
    PARTICIPATORY = "participatory", "관객참여형", "Audience takes part"
    SMALL_THEATRE = "small-theatre", "소극장", "Small theatre"
    LARGE_SCALE = "large-scale", "대형무대", "Large scale"
    LIVE_MUSIC = "live-music", "라이브연주", "Live music"
    BARRIER_FREE = "barrier-free", "배리어프리", "Barrier-free"


class Mood(Code):
    """Hashtags that say how a performance feels."""

    MOVING = "moving", "감동적인", "Moving"
    GRAND = "grand", "웅장한", "Grand"
    CHEERFUL = "cheerful", "유쾌한", "Cheerful"
    COMIC = "comic", "코믹한", "Comic"
    ROMANTIC = "romantic", "로맨틱한", "Romantic"
    WARM = "warm", "따뜻한", "Heart-warming"
    CALM = "calm", "잔잔한", "Calm"
    LYRICAL = "lyrical", "서정적인", "Lyrical"
    SUSPENSEFUL = "suspenseful", "긴장감있는", "Suspenseful"
    DARK = "dark", "어두운", "Dark"
    EXCITING = "exciting", "신나는", "Exciting"
    DREAMY = "dreamy", "몽환적인", "Dreamy"
    INTENSE = "intense", "강렬한", "Intense"
    DAZZLING = "dazzling", "화려한", "Dazzling"
    THOUGHTFUL = "thoughtful", "철학적인", "Thought-provoking"
    EXPERIMENTAL = "experimental", "실험적인", "Experimental"


class TagSource(Code):
    """Who gave a hashtag or an English title."""

    MODEL = "auto-model", "AI 자동", "By a language model"
    LOCAL = "auto-local", "규칙 자동", "By rules"
    STAFF = "staff", "운영자", "By our staff"


class Audience(Code):
    """Whom reviewers think a performance is good for, or not."""

    FIRST_TIMERS = "first_timers", "공연이 처음인 분", "First-timers"
    ENTHUSIASTS = "enthusiasts", "마니아", "Enthusiasts"
    FAMILIES = "families", "가족", "Families"
    YOUNG_CHILDREN = "young_children", "어린아이", "Young children"
    PARENTS = "parents", "부모님과 함께", "With one's parents"
    COUPLES = "couples", "데이트", "Couples"
    FRIENDS = "friends", "친구와 함께", "With friends"
    SOLO = "solo", "혼자 보는 분", "Going alone"
    STORY = "story", "탄탄한 이야기를 찾는 분", "Those who love a good story"
    MUSIC = "music", "음악을 즐기는 분", "Those who love music"
    SPECTACLE = "spectacle", "볼거리를 즐기는 분", "Those who love spectacle"
    LAUGHTER = "laughter", "웃고 싶은 분", "Those who want to laugh"
    TEARS = "tears", "울고 싶은 분", "Those who want to cry"
    CALM = "calm", "조용한 시간이 필요한 분", "Those who want quiet"
    NOISE_SENSITIVE = "noise_sensitive", "큰 소리가 힘든 분", "Those sensitive to loud sound"
    LONG_SITTING = "long_sitting", "오래 앉아 있기 힘든 분", "Those who cannot sit for long"
    NON_KOREAN = "non_korean", "한국어를 모르는 분", "Those who know no Korean"


class ReportReason(Code):
    """Why someone reports a review."""

    SPOILER = "spoiler", "표시 없는 스포일러", "Spoiler without a mark"
    ABUSE = "abuse", "욕설·비방·혐오", "Abuse or hate"
    PERSONAL_DATA = "personal_data", "개인 정보 노출", "Personal data"
    SPAM = "spam", "광고·도배", "Advertising or spam"
    OFF_TOPIC = "off_topic", "공연과 무관한 내용", "Not about the performance"
    OTHER = "other", "기타", "Something else"


class NotificationKind(Code):
    """What happens to a favorite that its owner is told."""

    OPENING = "opening", "곧 시작해요", "Opening soon"
    LAST_WEEK = "last_week", "마지막 주예요", "Last week"
    DATES_CHANGED = "dates_changed", "기간이 바뀌었어요", "Dates changed"
    VENUE_CHANGED = "venue_changed", "장소가 바뀌었어요", "Venue changed"
    CAST_CHANGED = "cast_changed", "출연진이 바뀌었어요", "Cast changed"
    CANCELLED = "cancelled", "취소됐어요", "Cancelled"
