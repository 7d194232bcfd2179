/** What one keeps, writes and has seen. Types stand here so that they do not travel. */

/** Something that is taken away: see src/ui/undoable.js. */
export interface Removal {
  /** Of the thing, as the API deletes it. */
  path: string;
  /** What has gone. */
  text: string;
  /** What could not be done. */
  failed: string;
  hide: () => void;
  restore: () => void;
  done?: () => void;
}

/** A heart that was pressed without a connection: see src/state/outbox.js. */
export interface WaitingFavorite {
  kind: "favorite";
  /** Of the performance. */
  id: string;
  title: string;
  wish: boolean;
}

/** A review that was written without a connection. */
export interface WaitingReview {
  kind: "review";
  /** Of the performance. */
  id: string;
  title: string;
  values: import("./shapes.d.ts").ReviewValues;
  /** The review that it changes. */
  base: { id: string; version: number } | null;
  /** ISO moment. */
  written_at: string;
}

export type Waiting = WaitingFavorite | WaitingReview;
