/** Pages and their sections: see src/core/router.js and src/ui/section.js. Types stand here so that they do not travel. */

import type { Children } from "./dom.d.ts";

export interface Route {
  /** Names the page in `data-page` and in the navigation. */
  name: string;
  /** Matched against the path without language prefix; named groups become `params`. */
  path: RegExp;
  load: () => Promise<PageModule>;
}

export interface PageModule {
  mount: Page;
}

/** Draw the frame (with its `h1`) before the first await, then fill it. */
export type Page = (
  root: HTMLElement,
  context: PageContext,
  // biome-ignore lint/suspicious/noConfusingVoidType: a page may return nothing
) => Promise<PageHandle | void> | PageHandle | void;

export interface PageContext {
  /** Decoded groups of the route's pattern. */
  params: Record<string, string>;
  query: URLSearchParams;
  /** Without the language prefix. */
  path: string;
  /** Aborts when the page is left. */
  signal: AbortSignal;
  /** Whether the visitor came by Back or Forward. */
  back: boolean;
}

export interface PageHandle {
  /** Called when only the query changed; without it the page is mounted anew. */
  update?: (context: PageContext) => void | Promise<void>;
  /** Settles when the content stands, so that a place can be restored; never rejects. */
  ready?: Promise<unknown>;
}

export interface RouterOptions {
  routes: readonly Route[];
  main: HTMLElement;
  notFound: Page;
  failed: (error: unknown) => Page;
  /** Paths of this origin that are no pages (files, the API). */
  leaves?: (path: string) => boolean;
}

export interface SectionOptions<T> {
  title: string;
  level?: "h1" | "h2" | "h3";
  /** The thing in "could not load …"; the title when left out. */
  what?: string;
  /** Beside the title: links, controls. */
  aside?: Children;
  className?: string;
  id?: string;
  skeleton: () => Node;
  /** `retried` asks for fresh data. */
  load: (signal: AbortSignal, retried: boolean) => Promise<T>;
  render: (data: T) => Children;
  /** Of the page. */
  signal: AbortSignal;
}

export interface Section {
  root: HTMLElement;
  heading: HTMLElement;
  body: HTMLElement;
  aside: HTMLElement;
  /** The line below the title. */
  setNote: (note: string) => void;
  /** Load again; `dim` keeps the old content, dimmed. Never rejects; tells whether it is this load's content that is shown. */
  load: (options?: { dim?: boolean }) => Promise<boolean>;
}
