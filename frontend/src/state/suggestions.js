/** What the search field offers: asking for it while somebody types, and how it is ordered. Runs without a browser. */

/** @typedef {import("../../types/search.d.ts").Suggestion} Suggestion */
/** @typedef {import("../../types/search.d.ts").Suggestions} Suggestions */

const PAUSE_MS = 150;
const MOST_REMEMBERED = 60;
const KINDS = /** @type {const} */ (["performance", "person", "venue", "company", "hashtag"]);
const PATHS = {
  performance: "/performances/",
  person: "/people/",
  venue: "/venues/",
  company: "/companies/",
  hashtag: "/tags/",
};

/**
 * Ask for a text once it has stood for a moment; what is not wanted any more is given up, what was answered is known.
 * @param {import("../../types/search.d.ts").SuggesterOptions} options
 */
export function suggester({ ask, show, fail, pauseMs = PAUSE_MS }) {
  /** @type {Map<string, Suggestions>} */
  const known = new Map();
  let current = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function stop() {
    clearTimeout(timer);
    current.abort();
  }

  /**
   * @param {string} text
   * @param {AbortSignal} mine
   */
  async function run(text, mine) {
    try {
      const answer = await ask(text, mine);
      known.set(text, answer);
      const oldest = known.keys().next().value;
      if (known.size > MOST_REMEMBERED && oldest !== undefined) known.delete(oldest);
      if (!mine.aborted) show(text, answer);
    } catch (error) {
      if (!mine.aborted) fail(text, error);
    }
  }

  return {
    stop,
    /** @param {string} text */
    want(text) {
      stop();
      const answer = known.get(text);
      if (answer) return show(text, answer);
      current = new AbortController();
      const mine = current.signal;
      timer = setTimeout(run, text ? pauseMs : 0, text, mine);
    },
  };
}

/**
 * @param {readonly Suggestion[]} results
 * @returns {{ kind: Suggestion["kind"], items: Suggestion[] }[]} in the order of the panel, best first in each
 */
export function grouped(results) {
  return KINDS.map((kind) => ({ kind, items: results.filter((one) => one.kind === kind) })).filter(
    ({ items }) => items.length > 0,
  );
}

/**
 * @param {Pick<Suggestion, "kind" | "id">} suggestion
 * @returns {string} the path of the page it leads to, without language prefix
 */
export function pathOf({ kind, id }) {
  return PATHS[kind] + encodeURIComponent(id);
}

/**
 * Which option a key moves to; the field itself (-1) lies between the last and the first.
 * @param {string} key
 * @param {number} active the option that is active now, -1 for none
 * @param {number} count
 * @returns {number | null} null for keys that move nothing: in the field itself, Home and End are the text's own
 */
export function moved(key, active, count) {
  if (count === 0) return null;
  if (key === "ArrowDown") return active + 1 < count ? active + 1 : -1;
  if (key === "ArrowUp") return active < 0 ? count - 1 : active - 1;
  if (active < 0) return null;
  return { Home: 0, End: count - 1 }[key] ?? null;
}
