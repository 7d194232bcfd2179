/** Short names for the payloads of the API. Their shapes come from its schema: `make schema` renews api.d.ts. */

import type { components } from "./api.d.ts";

type Schemas = components["schemas"];

export type Card = Schemas["CardShape"];
export type CardPage = Schemas["FoundPageShape"];
export type Facets = Record<string, Facet[]>;
export type Facet = Schemas["FacetShape"];
export type VenueName = Schemas["CardVenueShape"];
export type Poster = Schemas["PosterShape"];
export type Price = Schemas["PriceShape"];
export type Rating = Schemas["RatingShape"];
export type State = Card["state"];
export type Period = Ranking["period"];
export type Named = Schemas["NamedShape"];
export type NextShowtime = Schemas["DatedShowtimeShape"];
export type Detail = Schemas["PerformanceShape"];
export type DetailVenue = NonNullable<Detail["venue"]>;
export type Venue = Schemas["VenueShape"] & { neighbours?: Neighbour[] };
export type Neighbour = Schemas["NeighbourShape"];
export type RankedCard = Schemas["RankedShape"];
export type Ranking = Schemas["RankingShape"];
export type GenreRanking = Schemas["GenreBoardShape"];
export type Home = Schemas["HomeShape"];
export type Choice = Schemas["OptionShape"];
export type Options = Schemas["OptionsShape"];
export type DayShowtimes = Schemas["ShowtimePageShape"];

export interface Page<T> {
  count: number;
  next: string | null;
  previous: string | null;
  results: T[];
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
