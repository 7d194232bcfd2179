/** Forms and their fields: see src/ui/form.js and src/ui/form-fields.js. Types stand here so that they do not travel. */

import type { Children } from "./dom.d.ts";

export interface FormField {
  /** As the API calls it. */
  name: string;
  root: HTMLElement;
  /** Takes the focus. */
  input: HTMLElement;
  value: () => unknown;
  /** What is wrong with the value as it stands. */
  problem: () => string | null;
  /** Show an error, with the API's codes where it said so; null takes it away. */
  show: (text: string | null, codes?: readonly string[]) => void;
  /** Hide what was made readable, before it is sent. */
  conceal?: () => void;
}

export interface InputField extends FormField {
  input: HTMLInputElement;
}

export interface FormOptions {
  fields: readonly FormField[];
  /** How the fields stand; one below the other when left out. */
  body?: Children;
  submit: string;
  /** The label of the button while it is under way. */
  busy: string;
  /** Gets the values by the names of the fields; a rejection is shown. */
  onsubmit: (values: never) => Promise<unknown>;
  /** Our own words for some codes of the API. */
  texts?: Record<string, string>;
  /** Class of the button. */
  look?: string;
  foot?: Children;
  /** Of the page. */
  signal: AbortSignal;
}

/** The parts of a field, and further attributes of its control. */
export interface TextOptions {
  name: string;
  label: string;
  value?: string;
  /** Below the field, where an error would stand. */
  hint?: string;
  optional?: boolean;
  problem?: (value: string, input: HTMLInputElement) => string | null;
  /** At the end of the label's line. */
  aside?: Children;
  /** In the box, after the value. */
  inside?: Children;
  /** Belongs to the description. */
  below?: HTMLElement;
  [attribute: string]: unknown;
}

export interface ChoiceOptions {
  name: string;
  label: string;
  items: readonly { value: string; label: string; lang?: string }[];
  value: string;
  optional?: boolean;
  hint?: string;
}

export interface CheckOptions {
  name: string;
  label: Children;
  /** Said while it is not ticked. */
  problem: string;
}
