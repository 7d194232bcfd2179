/** Parts of pages: see the files of the same names in src/ui/. Types stand here so that they do not travel. */

/** See src/ui/card.js. */
export interface CardOptions {
  /** Of the poster, as in HTML. */
  sizes?: string;
  /** The poster is seen at once. */
  eager?: boolean;
  /** Shown beside the title. */
  rank?: number;
  /** Of the title. */
  level?: "h2" | "h3" | "h4";
  /** Badges and title only. */
  compact?: boolean;
  /** The title with marks in it. */
  title?: import("./dom.d.ts").Children;
}

/** See src/ui/dialog.js. */
export interface DialogHandle {
  root: HTMLDialogElement;
  close: () => void;
  /** Settles when the dialog is gone and the history is back where it was opened, so that navigating is safe again. */
  closed: Promise<void>;
}

/** See src/ui/dialog.js. */
export interface DialogOptions {
  title: string;
  body: import("./dom.d.ts").Children;
  footer?: import("./dom.d.ts").Children;
  className?: string;
  /** The dialog's own address. */
  href?: string;
  /** Takes the focus in place of the heading. */
  first?: HTMLElement;
  /** Asked before the person closes it; it may say no. */
  mayClose?: () => boolean;
  signal?: AbortSignal;
}

/** See src/core/head.js. */
export interface Head {
  /** The page's own part; the site's name is added. */
  title: string;
  /** Never empty. */
  description: string;
  /** Used as it is. */
  fullTitle?: string;
  /** False keeps filtered lists, errors and accounts out of search engines. */
  index?: boolean;
}

/** A way through the app: see src/ui/navigation.js. */
export interface Destination {
  path: string;
  label: import("../src/core/i18n.js").Key;
  /** Names of the pages that belong to it. */
  pages: readonly string[];
  symbol: () => Node;
  symbolCurrent: () => Node;
}

/** A page of plain text: see src/pages/article.js. */
export interface Article {
  title: string;
  description: string;
  lead: string;
  blocks: Block[];
}

export interface Block {
  heading?: string;
  paragraphs?: (string | Piece[])[];
  items?: string[];
  facts?: [string, string][];
}

/** A link stands between pieces of text. */
export type Piece = string | { text: string; href: string };
