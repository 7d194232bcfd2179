/**
 * A part of a page that loads, fails and is retried by itself. The title stands at once; the skeleton comes after
 * 150 ms; a hint after 10 s; a retry returns the focus to the heading.
 */

import { formatWait } from "../core/format.js";
import { h } from "../core/h.js";
import { ApiError, isAbort } from "../core/http.js";
import { t } from "../core/i18n.js";
import { icon } from "./icon.js";

const SKELETON_AFTER_MS = 150;
const SLOW_AFTER_MS = 10_000;

/** @typedef {import("../../types/pages.d.ts").Section} Section */

/**
 * Make a section; call its `load()` once it is in the page.
 * @template T
 * @param {import("../../types/pages.d.ts").SectionOptions<T>} options
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

/**
 * Do something once an element comes near the screen.
 * @param {Element} element
 * @param {() => void} act
 * @param {AbortSignal} [signal]
 */
export function whenNear(element, act, signal) {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      act();
    },
    { rootMargin: "400px" },
  );
  observer.observe(element);
  signal?.addEventListener("abort", () => observer.disconnect(), { once: true });
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
  // The skeleton takes its room at once, unseen, so that nothing below moves when it or the content appears.
  if (!dim) body.replaceChildren(skeleton());
  body.classList.toggle("is-waiting", !dim);
  const noticed = setTimeout(() => {
    body.classList.remove("is-waiting");
    body.classList.toggle("is-dimmed", dim);
  }, SKELETON_AFTER_MS);
  const slow = setTimeout(() => {
    const again = h("button", { type: "button", class: "link-button", onclick: onretry }, t("retry"));
    body.prepend(h("p", { class: "slow-note", role: "status" }, `${t("slow")} · `, again));
  }, SLOW_AFTER_MS);
  return () => {
    clearTimeout(noticed);
    clearTimeout(slow);
    body.classList.remove("is-waiting", "is-dimmed");
  };
}

/**
 * @param {unknown} error
 * @returns {string} what happened, for a person
 */
export function problemText(error) {
  if (!(error instanceof ApiError)) return t("error.rest");
  if (error.status === 0) return t("error.network");
  if (error.status === 429) return t("error.wait", { time: formatWait(error.retryAfterSeconds ?? 60) });
  if (error.status === 503) return t("error.maintenance");
  return t("error.rest");
}

/**
 * @param {unknown} error
 * @returns {string | null} the line with the number under which the failure is logged
 */
export function referenceText(error) {
  return error instanceof ApiError && error.requestId ? t("error.reference", { id: error.requestId }) : null;
}

/**
 * @param {{ what: string, error: unknown, onretry: () => void }} options `what` is the name of the thing, as in its title
 * @returns {HTMLElement}
 */
export function problemCard({ what, error, onretry }) {
  const reference = referenceText(error);
  return h(
    "div",
    { class: "notice-card", role: "group" },
    icon("cloud-slash", "notice-icon"),
    h("p", { class: "notice-title" }, t("error.load", { what })),
    h("p", { class: "notice-text" }, problemText(error)),
    reference && h("p", { class: "notice-reference" }, reference),
    h("button", { type: "button", class: "button", onclick: onretry }, icon("arrow-clockwise"), t("retry")),
  );
}

/**
 * @param {{ title: string, text?: string, action?: Node | null }} options
 * @returns {HTMLElement}
 */
export function emptyCard({ title, text = "", action = null }) {
  return h(
    "div",
    { class: "notice-card" },
    h("p", { class: "notice-title" }, title),
    text && h("p", { class: "notice-text" }, text),
    action,
  );
}

/**
 * Grey shapes with the final geometry; they say nothing to screen readers.
 * @param {number} count
 * @param {() => Node} shape
 * @param {string} className class of the container, the same as that of the real content
 * @returns {HTMLElement}
 */
export function skeletons(count, shape, className) {
  return h("div", { class: `${className} is-skeleton`, "aria-hidden": "true" }, Array.from({ length: count }, shape));
}

/**
 * @param {string} width a CSS length
 * @returns {HTMLElement}
 */
export function bar(width) {
  return h("span", { class: "skeleton skeleton-bar", style: { width } });
}

/** @returns {HTMLElement} */
export function cardSkeleton() {
  return h("div", { class: "show-card" }, h("span", { class: "skeleton poster" }), bar("40%"), bar("85%"), bar("60%"));
}

/** @returns {HTMLElement} */
export function rowSkeleton() {
  return h(
    "div",
    { class: "rank-row" },
    h("span", { class: "rank-row-place" }, bar("1.5rem")),
    h("span", { class: "skeleton poster rank-row-poster" }),
    h("span", { class: "badges" }),
    h("span", { class: "rank-row-text" }, bar("70%"), bar("45%")),
  );
}
