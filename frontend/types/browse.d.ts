/** The list and its filters. Types stand here so that they do not travel. */

import type { Option } from "../src/state/browse-facets.js";
import type { Facets, FoundCard, Relaxation } from "./shapes.d.ts";

export type WhenPreset = "today" | "weekend" | "nextweek";
export type Sort = "relevance" | "popular" | "newest" | "closing" | "rating";
export type View = "grid" | "list";

/** See src/state/browse-filters.js. */
export interface Filters {
  /** What was searched; empty for the whole catalogue. */
  q: string;
  genre: string[];
  region: string[];
  district: string[];
  status: string[];
  /** Excludes `from` and `to`. */
  when: WhenPreset | null;
  /** First day, open when null. */
  from: string | null;
  /** Last day, open when null. */
  to: string | null;
  /** Won as text; `0` is free of charge. */
  price_max: string | null;
  access: string[];
  flag: string[];
  tag: string[];
  sort: Sort;
  view: View;
  /** How many pages are shown, one below the other. */
  page: number;
}

export type ManyName = "genre" | "region" | "district" | "status" | "access" | "flag" | "tag";

/** What the path itself chooses, as `/genres/musical` does. */
export interface Preset {
  name: "genre" | "region" | "person" | "company" | "tag";
  value: string;
}

/** See src/pages/browse/heading.js. */
export interface Described {
  /** With the preset's choice. */
  filters: Filters;
  preset: Preset | null;
  /** Of the preset's person or company, when known. */
  name: string | null;
  /** Null while it is not known. */
  count: number | null;
  /** What the text was taken for. */
  taken: string | null;
  today: string;
  /** Nothing but the path chooses. */
  plain: boolean;
  /** The words of the choices are not there yet. */
  bare: boolean;
}

/** See src/pages/browse/results.js: a list as far as it is shown. */
export interface Shown {
  count: number;
  cards: FoundCard[];
  pages: number;
  hasMore: boolean;
  /** What the text was taken for; with nothing found, one that would find something. */
  taken: string | null;
  /** With nothing found: how many there were without some parameters. */
  relaxations: readonly Relaxation[];
}

/** See src/pages/browse/results.js. */
export interface ResultOptions {
  /** Of the page. */
  signal: AbortSignal;
  /** The address of the list without filters. */
  clearHref: () => string;
  /** Told how many pages are shown now. */
  onmore: (pages: number) => void;
  onretry: () => void;
  /** Called when what had the focus is gone. */
  onlost: () => void;
}

/** See src/ui/filter-option.js. */
export interface OptionControl {
  option: Option;
  root: HTMLElement;
  input: HTMLInputElement;
  show: (filters: Filters, facets: Facets | null) => void;
}
