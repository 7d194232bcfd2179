/** The payloads of the API as the app reads them. Unknown is `null`. */

export type Genre = "play" | "musical" | "classical" | "gugak" | "pop" | "dance" | "pop_dance" | "circus" | "mixed";
export type State = "upcoming" | "running" | "ended";
export type Period = "day" | "week" | "month";

export interface Poster {
  url: string;
  srcset: string;
  width: number;
  height: number;
  color: string | null;
  alt: string;
}

export interface VenueName {
  id: string | null;
  name: string;
  hall: string | null;
}

export interface Price {
  min_krw: number | null;
  max_krw: number | null;
  free: boolean | null;
}

export interface Rating {
  average: number | null;
  count: number;
}

export interface Card {
  id: string;
  title: string;
  genre: string | null;
  region: string | null;
  state: State;
  start_date: string;
  end_date: string;
  open_run: boolean;
  venue: VenueName | null;
  poster: Poster | null;
  price: Price;
  age_min: number | null;
  hashtags: string[];
  rating: Rating;
  sales_rank: number | null;
}

export interface Facet {
  value: string;
  label?: string;
  count: number;
}

export type Facets = Record<string, Facet[]>;

export interface Page<T> {
  count: number;
  next: string | null;
  previous: string | null;
  results: T[];
}

export interface CardPage extends Page<Card> {
  facets?: Facets;
}

export interface Named {
  id: number | string;
  name: string;
}

export interface SeatPrice {
  seat: string;
  amount_krw: number;
}

export interface Showtime {
  weekday: string;
  times: string[];
}

export interface NextShowtime {
  date: string;
  weekday: string;
  starts_at: string;
}

export interface Work {
  id: string;
  title: string;
  other_productions: Card[];
}

export interface District {
  code: string;
  name: string;
}

export interface Hall {
  id: string;
  name: string;
  seats: number | null;
  wheelchair_seats: number | null;
}

export interface Neighbour {
  id: string;
  name: string;
  latitude: number;
  longitude: number;
  distance_m: number;
}

export interface VenueAccessibility {
  parking: boolean | null;
  restroom: boolean | null;
  ramp: boolean | null;
  elevator: boolean | null;
  wheelchair_seats: number | null;
}

export interface Venue {
  id: string;
  name: string;
  kind: string | null;
  region: string | null;
  district: District | null;
  address: string | null;
  latitude: number | null;
  longitude: number | null;
  phone: string | null;
  url: string | null;
  seats: number | null;
  opened_year: number | null;
  closed: boolean;
  halls: Hall[];
  amenities: Record<string, boolean | null>;
  accessibility: VenueAccessibility;
  performances_url: string;
  neighbours?: Neighbour[];
}

export type DetailVenue = (Venue & { hall: string | null }) | (VenueName & { id: null });

export interface Detail extends Omit<Card, "venue" | "rating"> {
  synopsis: string | null;
  cast: Named[];
  crew: Named[];
  cast_text: string | null;
  crew_text: string | null;
  runtime_minutes: number | null;
  runtime_text: string | null;
  age_text: string | null;
  price_text: string | null;
  prices: SeatPrice[];
  companies: Record<"production" | "agency" | "host" | "organizer", Named[]>;
  schedule_text: string | null;
  showtimes: Showtime[];
  next_showtimes: NextShowtime[];
  flags: Record<string, boolean | null>;
  intro_images: { url: string }[];
  booking_links: { name: string; url: string }[];
  venue: DetailVenue | null;
  rating: Rating & { distribution: Record<string, number> };
  source: {
    name: string;
    url: string;
    updated_at: string | null;
    synced_at: string | null;
    withdrawn: boolean;
  };
  work: Work | null;
}

export interface RankedCard {
  rank: number;
  previous_rank: number | null;
  performance: Card;
}

export interface Ranking {
  period: Period;
  genre: string | null;
  region: string | null;
  from: string | null;
  to: string | null;
  source_updated_at: string | null;
  results: RankedCard[];
}

export interface GenreRanking {
  genre: string;
  from: string | null;
  to: string | null;
  results: RankedCard[];
}

export interface Home {
  weekly_top: Ranking;
  rankings: GenreRanking[];
  closing_soon: Card[];
  new: Card[];
  latest_reviews: unknown[];
  counts: { performances: number; running: number; venues: number };
  last_synced_at: string | null;
}

export interface Choice {
  code: string;
  label_ko: string;
  label_en: string;
}

export interface Options {
  genres: Choice[];
  regions: (Choice & { districts: Choice[] })[];
  states: Choice[];
  weekdays: Choice[];
  periods: Choice[];
  accessibility: Choice[];
  amenities: Choice[];
  company_roles: Choice[];
  characteristics: Choice[];
  moods: Choice[];
}

export interface DayShowtimes extends Page<{ starts_at: string; performance: Card }> {
  date: string;
  holiday: string | null;
}

export interface AppConfig {
  apiBase: string;
}

declare global {
  interface Window {
    CULTUREPEDIA?: AppConfig;
    /** Answers on their way, by language and address; null when no answer came. */
    CULTUREPEDIA_EARLY?: Map<string, Promise<Response | null>>;
  }
}
