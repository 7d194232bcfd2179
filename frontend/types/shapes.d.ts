/** Short names for the payloads of the API. Their shapes come from its schema: `make schema` renews api.d.ts. */

import type { components } from "./api.d.ts";

type Schemas = components["schemas"];

export type Card = Schemas["CardShape"];
export type FoundCard = Schemas["FoundCardShape"];
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
export type Account = Schemas["User"];
export type Device = Schemas["Session"];
export type AccountWithSwitches = Schemas["AccountShape"];
export type Switches = Schemas["SwitchesShape"];
export type OwnState = Schemas["StateShape"];
export type Favorite = Schemas["FavoriteShape"];
export type FavoritePage = Schemas["FavoritePageShape"];
export type Review = Schemas["ReviewShape"];
export type ReviewPage = Schemas["ReviewPageShape"];
export type ReviewValues = Schemas["ReviewRequest"];
export type OwnReview = Schemas["OwnReviewShape"];
export type OwnReviewPage = Schemas["OwnReviewPageShape"];
export type LatestReview = Schemas["LatestReviewShape"];
export type RatingSummary = Schemas["RatingSummaryShape"];
export type Audience = Schemas["AudienceEnum"];
export type Visit = Schemas["VisitShape"];
export type VisitValues = Schemas["VisitRequest"];
export type HistoryLine = Schemas["HistoryLineShape"];
export type Stats = Schemas["StatsShape"];
export type Search = Schemas["Search"];
export type Relaxation = Schemas["RelaxationShape"];
export type Recommendations = Schemas["RecommendationsShape"];
export type Recommendation = Schemas["RecommendationShape"];
export type Taste = Schemas["TasteShape"];
type PickKind = "categories" | "characteristics" | "moods" | "regions";
/** Which codes there are, the API knows. */
export type TasteValues = Omit<Schemas["TasteRequest"], PickKind> & Record<PickKind, string[]>;
export type Dismissed = Schemas["DismissedShape"];
export type Notice = Schemas["NotificationShape"];
export type NoticePage = Schemas["NotificationPageShape"];

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
