/** Settings that the server gives in /config.js. Without that file the API is expected on this origin. */

const given = globalThis.window?.CULTUREPEDIA;

/** Where the API is, without a trailing slash: a path or an http(s) address. */
export const API_BASE = (given?.apiBase ?? "/api/v1").replace(/\/+$/, "");
