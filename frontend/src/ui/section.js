/**
 * A part of a page that loads, fails and is retried by itself. The title stands at once; the skeleton comes after
 * 150 ms; a hint after 10 s; a retry returns the focus to the heading.
 */

import { h } from "../core/h.js";
import { isAbort } from "../core/http.js";
import { t } from "../core/i18n.js";
import { problemCard } from "./states.js";

const SKELETON_AFTER_MS = 150;
const SLOW_AFTER_MS = 10_000;

/**
 * @template T
 * @typedef {object} SectionOptions
 * @property {string} title
 * @property {"h1" | "h2" | "h3"} [level]
 * @property {string} [what] the thing in "could not load …"; the title when left out
 * @property {import("../core/h.js").Children} [aside] beside the title: links, controls
 * @property {string} [className]
 * @property {string} [id]
 * @property {() => Node} skeleton
 * @property {(signal: AbortSignal, retried: boolean) => Promise<T>} load `retried` asks for fresh data
 * @property {(data: T) => import("../core/h.js").Children} render
 * @property {AbortSignal} signal of the page
 */

/**
 * @typedef {object} Section
 * @property {HTMLElement} root
 * @property {HTMLElement} heading
 * @property {HTMLElement} body
 * @property {HTMLElement} aside
 * @property {(note: string) => void} setNote the line below the title
 * @property {(options?: { dim?: boolean }) => Promise<boolean>} load load again; `dim` keeps the old content, dimmed. The
 *   promise never rejects and tells whether it is this load's content that is shown
 */

/**
 * Make a section; call its `load()` once it is in the page.
 * @template T
 * @param {SectionOptions<T>} options
 * @returns {Section}
 */
export function section({
  title,
  level = "h2",
  what = title,
  aside = [],
  className = "",
  id,
  skeleton,
  load,
  render,
  signal,
}) {
  const heading = h(level, { class: `section-title section-title-${level}`, tabindex: "-1", id }, title);
  const note = h("p", { class: "section-note", hidden: true });
  const besides = h("div", { class: "section-aside" }, aside);
  const body = h("div", { class: "section-body" });
  const head = h("div", { class: "section-head" }, h("div", null, heading, note), besides);
  const root = h("section", { class: `section ${className}`.trim() }, head, body);
  let turn = 0;

  /** @param {{ dim?: boolean, retried?: boolean }} how */
  async function run({ dim = false, retried = false } = {}) {
    turn += 1;
    const mine = turn;
    const isStale = () => mine !== turn || signal.aborted;
    root.setAttribute("aria-busy", "true");
    const stopWaiting = wait({ body, dim: dim && body.childNodes.length > 0, skeleton, onretry: () => retry() });
    try {
      const data = await load(signal, retried);
      if (isStale()) return false;
      body.replaceChildren(...nodes(render(data)));
      return true;
    } catch (error) {
      if (isStale() || isAbort(error)) return false;
      console.warn(error);
      body.replaceChildren(problemCard({ what, error, onretry: () => retry() }));
      return true;
    } finally {
      stopWaiting();
      if (!isStale()) root.removeAttribute("aria-busy");
    }
  }

  async function retry() {
    heading.focus({ preventScroll: true });
    await run({ retried: true });
  }

  const setNote = (/** @type {string} */ text) => {
    note.textContent = text;
    note.hidden = !text;
  };
  return { root, heading, body, aside: besides, setNote, load: run };
}

/** @param {import("../core/h.js").Children} content */
function nodes(content) {
  return [...h("div", null, content).childNodes];
}

/**
 * Show that something is under way, only when it takes long enough to be noticed.
 * @param {{ body: HTMLElement, dim: boolean, skeleton: () => Node, onretry: () => void }} options
 * @returns {() => void} stop
 */
export function wait({ body, dim, skeleton, onretry }) {
  const empty = setTimeout(
    () => (dim ? body.classList.add("is-dimmed") : body.replaceChildren(skeleton())),
    SKELETON_AFTER_MS,
  );
  const slow = setTimeout(() => {
    const again = h("button", { type: "button", class: "link-button", onclick: onretry }, t("retry"));
    body.prepend(h("p", { class: "slow-note", role: "status" }, `${t("slow")} · `, again));
  }, SLOW_AFTER_MS);
  return () => {
    clearTimeout(empty);
    clearTimeout(slow);
    body.classList.remove("is-dimmed");
  };
}
