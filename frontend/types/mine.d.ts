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
