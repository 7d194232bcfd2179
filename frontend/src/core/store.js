/** Small observable values, and values that outlive the page where the browser allows it. */

/**
 * @template T
 * @param {T} initial
 * @returns {import("../../types/core.d.ts").Store<T>}
 */
export function createStore(initial) {
  let value = initial;
  /** @type {Set<(value: T) => void>} */
  const listeners = new Set();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener(value);
    },
    subscribe(listener, signal) {
      if (signal?.aborted) return;
      listeners.add(listener);
      signal?.addEventListener("abort", () => listeners.delete(listener), { once: true });
    },
  };
}

/**
 * Read a value kept on this device; null when absent, unreadable or when storage is blocked.
 * @param {string} key
 * @returns {unknown}
 */
export function readLocal(key) {
  try {
    const raw = globalThis.localStorage.getItem(key);
    return raw === null ? null : JSON.parse(raw);
  } catch {
    return null; // private mode, blocked storage or another program's text: as if nothing was kept
  }
}

/**
 * Keep a value on this device; null removes it.
 * @param {string} key
 * @param {unknown} value
 * @returns {boolean} whether it was kept
 */
export function writeLocal(key, value) {
  try {
    if (value === null) globalThis.localStorage.removeItem(key);
    else globalThis.localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false; // full or blocked: the choice holds for this visit only
  }
}

/**
 * A store whose value is kept on this device. `accept` decides whether what was kept is still meaningful.
 * @template T
 * @param {string} key
 * @param {T} initial
 * @param {(value: unknown) => value is T} accept
 * @returns {import("../../types/core.d.ts").Store<T>}
 */
export function createLocalStore(key, initial, accept) {
  const kept = readLocal(key);
  const store = createStore(accept(kept) ? kept : initial);
  store.subscribe((value) => writeLocal(key, value));
  return store;
}
