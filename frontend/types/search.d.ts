/** Searching. Types stand here so that they do not travel. */

import type { components } from "./api.d.ts";

export type Suggestion = components["schemas"]["SuggestionShape"];
export type Suggestions = components["schemas"]["SuggestionsShape"];

/** See src/state/suggestions.js. */
export interface SuggesterOptions {
  ask: (text: string, signal: AbortSignal) => Promise<Suggestions>;
  show: (text: string, answer: Suggestions) => void;
  fail: (text: string, error: unknown) => void;
  /** How long a text must stand before it is asked for. */
  pauseMs?: number;
}

/** A search that was made: see src/state/searches.js. */
export interface PastSearch {
  q: string;
  /** Of the one on the server; null for those of this device. */
  id: string | null;
  /** An ISO moment; null when it is not known. */
  searched_at: string | null;
}

/** See src/ui/search-box.js. */
export interface SearchBoxOptions {
  form: HTMLFormElement;
  input: HTMLInputElement;
  signal: AbortSignal;
  /** Leave the dialog around the box, so that navigating is safe; without it the box is part of the page. */
  leave?: () => Promise<void>;
}
