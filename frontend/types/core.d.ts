/** What src/core/ works with. Types stand here so that they do not travel. */

/** See src/core/store.js. */
export interface Store<T> {
  get: () => T;
  /** Tells subscribers only when the value changed. */
  set: (value: T) => void;
  /** Until `signal` aborts. */
  subscribe: (listener: (value: T) => void, signal?: AbortSignal) => void;
}

/** See src/core/http.js. */
export interface ApiProblem {
  code: string;
  detail: string;
  attr: string | null;
}

export interface ApiFacts {
  status: number;
  code: string;
  errors?: ApiProblem[];
  requestId?: string | null;
  retryAfter?: number | null;
}

export type Query = Record<string, string | number | boolean | readonly (string | number)[] | null | undefined>;

export interface GetOptions {
  query?: Query;
  signal?: AbortSignal;
  /** Never answers from memory. */
  fresh?: boolean;
}

export interface CacheEntry {
  data: unknown;
  etag: string | null;
  at: number;
}

export interface Flight {
  promise: Promise<unknown>;
  controller: AbortController;
  waiting: number;
}
