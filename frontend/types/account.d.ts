/** Accounts and sessions in the app. Types stand here so that they do not travel. */

import type { Children, Props } from "./dom.d.ts";
import type { Account } from "./shapes.d.ts";

/** What tabs tell each other: see src/core/presence.js. */
export interface News {
  /** Of who is signed in now; null is a guest. */
  initial: string | null;
  /** They went on purpose, so what is theirs goes from every screen. */
  left?: boolean;
}

/** See src/core/session.js. */
export interface CallOptions {
  method?: string;
  /** Sent as JSON. */
  query?: import("../src/core/http.js").Query;
  body?: unknown;
  signal?: AbortSignal;
  limitMs?: number;
  as?: "json" | "blob";
  /** The call needs the refresh cookie, or sets it. */
  cookie?: boolean;
  /** It goes on when the page is left. */
  keepalive?: boolean;
  headers?: Record<string, string>;
}

export interface SignUpValues {
  email: string;
  password: string;
  username: string;
  gender: string;
  birthday: string | null;
  consent: boolean;
}

export interface SignedIn {
  user: Account;
  access: string;
}

/** What a page of one's own works with: see src/ui/account-page.js. */
export interface Member {
  /** As it is now. */
  account: Account;
  /** Of the page. */
  signal: AbortSignal;
  /** A private action, after signing in again where need be. */
  run: <T>(action: () => Promise<T>) => Promise<T>;
  /** Forget the person, whom the server has let go, and stay to say so. */
  part: () => void;
}

/** A way in: see src/ui/sign-in.js. */
export interface EntranceOptions {
  onentered?: (account: Account) => void;
  signal: AbortSignal;
  /** Links open in a window of their own, so that nothing typed is lost. */
  apart?: boolean;
  foot?: Children;
  /** Whose session ended; the address typed last when left out. */
  email?: string;
}

/** A button for what takes a moment: see src/ui/account-page.js. */
export interface ActionOptions {
  label: string;
  busy: string;
  signal: AbortSignal;
  act: (button: HTMLElement) => Promise<unknown>;
  symbol?: Node;
  props?: Props;
  /** Says what went wrong; a toast when left out. */
  say?: (text: string) => void;
}

/** Who will have a password, as far as the form knows. */
export interface Person {
  email: string;
  username: string;
}

/** What the server said of a password. */
export interface Refused {
  password: string;
  codes: readonly string[];
}

/** A rule for passwords; null: not known yet. */
export interface Rule {
  name: string;
  met: boolean | null;
}
