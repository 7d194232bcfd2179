"""What the detail of one performance says, as (element, text) pairs in the order KOPIS writes them.

Texts are drawn on demand from the performance's own streams; each change of its life redraws the part it names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sandbox.dice import Salt, mix, roll, share
from sandbox.grammar import stage_grammar
from sandbox.kinds import GENRES
from sandbox.people import people_of
from sandbox.prices import draw_age, draw_price, draw_runtime
from sandbox.schedules import Timetable, make_timetable
from sandbox.titles import people_in_title, title_of
from sandbox.venues import Hall, Venue, hall_for

if TYPE_CHECKING:
    from random import Random

    from sandbox.catalogue import Catalogue, Listing
    from sandbox.rows import Row

OLD_SPELLING_BEFORE = date(2024, 7, 1).toordinal()
NEW_ELEMENTS_FROM = date(2026, 8, 15).toordinal()
SYNOPSIS_SHARE = 0.55
POSTER_FORMATS = ("gif", "gif", "jpg", "jpg", "jpg", "png", "jpeg", "JPG", "PNG", "GIF", "jfif")
SELLERS = (
    ("놀유니버스", "http://ticket.interpark.com/Ticket/Goods/GoodsInfo.asp?GoodsCode=26{n:06d}"),
    ("인터파크", "http://ticket.interpark.com/Ticket/Goods/GoodsInfo.asp?GoodsCode=25{n:06d}"),
    ("예스24", "http://ticket.yes24.com/Perf/{n}"),
    ("NHN티켓링크", "http://www.ticketlink.co.kr/product/{n}"),
    ("멜론티켓", "https://ticket.melon.com/performance/index.htm?prodId={n}"),
    ("네이버N예약", "https://booking.naver.com/booking/12/bizes/{n}"),
    ("타임티켓", "https://timeticket.co.kr/product/{n}"),
    ("예술의전당", "https://www.sac.or.kr/site/main/show/show_view?SN={n}"),
    ("클립서비스", "https://www.clipservice.co.kr/ticket/{n}"),
)
CREW_JOBS = {"play": (2, 5), "musical": (2, 6), "dance": (1, 3)}
CAST_SIZES = {
    "classical": (1, 4),
    "play": (3, 9),
    "musical": (4, 12),
    "gugak": (1, 5),
    "dance": (1, 7),
    "pop": (1, 3),
}


@dataclass(frozen=True, slots=True)
class View:
    """A listing with what is needed to write it out."""

    catalogue: Catalogue
    listing: Listing

    @property
    def row(self) -> Row:
        """The performance."""
        return self.listing.row

    @property
    def seed(self) -> int:
        """The world's seed."""
        return self.catalogue.seed

    @property
    def venue(self) -> Venue:
        """Where it plays."""
        return self.catalogue.venue_of(self.listing)

    @property
    def hall(self) -> Hall:
        """The hall it plays in."""
        return hall_for(self.venue, self.row.kind.places, self.seed, self.row.number)

    @property
    def title(self) -> str:
        """Its title with the city of a touring stop."""
        return title_of(self.seed, self.row, self.venue.district)

    @property
    def genre_slug(self) -> str:
        """The genre's slug; open runs are plays but for a few musicals."""
        slug = self.row.kind.genre
        if slug == "openrun":
            return "musical" if self.row.number % 6 == 0 else "play"
        return slug

    @property
    def genre_name(self) -> str:
        """The genre as written: rows of years ago keep the older spelling."""
        _, current, older = GENRES[self.genre_slug]
        if self.row.registered < OLD_SPELLING_BEFORE:
            return older[-1] if "opera" in self.row.kind.name else older[0]
        return current

    @property
    def area(self) -> str:
        """The full province name in one of the spellings in use."""
        full = self.venue.district.province.full
        chance = share(self.seed, Salt.LIST, self.row.number)
        if full == "전북특별자치도" and chance < 0.6:
            return "전라북도"
        return "강원도" if full == "강원특별자치도" and chance < 0.15 else full

    def latest(self, what: str) -> int:
        """Return the number of the latest change of `what`, 0 when there was none."""
        for index in range(self.listing.version, 0, -1):
            if self.row.changes[index - 1].what == what:
                return index
        return 0

    def stream(self, what: str) -> Random:
        """Return the random stream behind `what`, a new one after each of its changes."""
        return roll(self.seed, Salt.DETAIL, self.row.number, sum(map(ord, what)), self.latest(what))

    @property
    def timetable(self) -> Timetable:
        """Its timetable in this version."""
        times = self.row.kind.times
        return make_timetable(times, self.listing.start, self.listing.end, self.stream("times"))


def moment_of(view: View, version: int) -> datetime:
    """Return when the row was registered (version 0) or changed."""
    row = view.row
    day = row.changes[version - 1].day if version else row.registered
    second = row.second if version == 0 else 32_400 + mix(view.seed, Salt.EVENT, row.number, version) % 30_000
    return datetime.fromordinal(day) + timedelta(seconds=second)


def poster_path(view: View) -> str:
    """Return the poster's path, blank for the few rows without one."""
    if share(view.seed, Salt.POSTER, view.row.number) < 0.015:
        return ""
    version = view.latest("poster")
    extension = POSTER_FORMATS[mix(view.seed, Salt.POSTER, view.row.number, version) % len(POSTER_FORMATS)]
    stamp = moment_of(view, version).strftime("%y%m%d_%H%M%S")
    return f"/upload/pfmPoster/PF_{view.row.code}_{stamp}.{extension}"


def intro_paths(view: View) -> list[str]:
    """Return the paths of the introduction images: none to five."""
    rng = view.stream("intro")
    count = rng.choice((0, 1, 1, 1, 1, 2, 2, 3, 4, 5))
    moment = moment_of(view, 0).strftime("%Y%m%d%I%M%S")
    code = view.row.code
    return [f"/upload/pfmIntroImage/PF_{code}_{moment}{rng.randrange(10_000):04d}.jpg" for _ in range(count)]


def facility_and_hall(view: View) -> str:
    """Return `facility (hall)`, the facility's name repeated when its hall is called the same."""
    venue, hall = view.venue, view.hall
    tail = " )" if hall.name.endswith(")") and "동)" in hall.name else ")"
    return f"{venue.name} ({hall.name}{tail}"


def names(view: View, what: str) -> str:
    """Return cast or crew: comma-separated, cut after seven with 등, often blank."""
    rng = roll(view.seed, Salt.PRODUCTION, view.row.production, sum(map(ord, what)))
    slug = view.genre_slug
    low, high = CAST_SIZES.get(slug, (1, 4)) if what == "cast" else CREW_JOBS.get(slug, (0, 2))
    on_stage = people_in_title(view.seed, view.row, view.venue.district) if what == "cast" else ()
    if rng.random() < (0.45 if what == "crew" else 0.1 if on_stage else 0.22):
        return ""
    people = people_of(view.seed)
    drawn = dict.fromkeys(on_stage) | dict.fromkeys(
        people.visitor(rng) if rng.random() < (0.5 if view.row.visiting else 0.03) else people.person(rng, slug)
        for _ in range(max(0, rng.randint(low, high) - len(on_stage)))
    )
    changed = view.latest(what)
    found = list(drawn)
    if changed and found:
        if len(found) > len(on_stage):
            found.pop()
        found.append(people.person(view.stream(what), slug))
    if not found:
        return ""
    return ", ".join(found[:7]) + (" 등" if len(found) > 7 or (len(found) > 5 and rng.random() < 0.4) else "")


def companies(view: View) -> dict[str, str]:
    """Return the companies by role; the oldest rows have the combined text only."""
    rng = roll(view.seed, Salt.PRODUCTION, view.row.production, 77)
    people = people_of(view.seed)
    main = people.company(rng)
    if rng.random() < 0.3:
        main += f", {people.company(rng)}"
    if view.row.registered < OLD_SPELLING_BEFORE:
        return {"entrpsnm": main}
    other = [people.company(rng) if rng.random() < odds else "" for odds in (0.45, 0.6, 0.55)]
    maker = main if rng.random() < 0.75 else ""
    return {
        "entrpsnm": main,
        "entrpsnmP": maker,
        "entrpsnmA": other[0],
        "entrpsnmH": main if other[1] and rng.random() < 0.4 else other[1],
        "entrpsnmS": other[2],
    }


def synopsis(view: View) -> str:
    """Return the synopsis: blank for nearly half, with HTML tags for a few, as real rows have."""
    rng = view.stream("text")
    if not view.latest("text") and rng.random() > SYNOPSIS_SHARE:
        return ""
    text = stage_grammar().draw(view.row.kind.story, rng)
    form = rng.random()
    if form < 0.05:
        sentences = text.split(". ")
        return "<p>" + ".</p><p>".join(sentences) + "</p>"
    if form < 0.09:
        return f'<div style="text-align:center"><b>{view.title}</b><br /><br>{text}&nbsp;</div>'
    return text.replace(". ", ".\n") if form < 0.2 else text


def sellers(view: View) -> list[tuple[str, str]]:
    """Return none to three booking links; some addresses end with a space, a few are blank."""
    rng = view.stream("seller")
    chosen = rng.sample(SELLERS, rng.choice((0, 1, 1, 1, 2, 2, 3)))
    links = [(name, form.format(n=rng.randrange(10_000, 999_999))) for name, form in chosen]
    if links and rng.random() < 0.12:
        links[0] = (links[0][0], links[0][1] + " ")
    if links and rng.random() < 0.02:
        links[-1] = (links[-1][0], "")
    return links


def price_text(view: View) -> str:
    """Return the price text of this version."""
    return draw_price(view.row.kind.price, view.stream("price"))


def age_text(view: View) -> str:
    """Return the age text."""
    return draw_age(view.genre_slug, view.row.kind, view.stream("age"))


def runtime_text(view: View) -> str:
    """Return the runtime text."""
    return draw_runtime(view.genre_slug, view.row.kind, view.stream("runtime"))
