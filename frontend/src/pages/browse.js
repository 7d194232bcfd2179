/** Browse: the catalogue and its presets (a genre, region, person, company or tag), filtered by the address. */

import { ApiError } from "../core/http.js";
import { loadLabels } from "../state/labels.js";
import { Browser } from "./browse/browser.js";
import { exists } from "./browse/known.js";

/** @typedef {import("../state/browse-filters.js").Preset} Preset */

/** @type {import("../core/router.js").Page} */
export async function mount(root, { params, query, signal }) {
  const [chosen] = Object.entries(params);
  const preset = chosen ? { name: /** @type {Preset["name"]} */ (chosen[0]), value: chosen[1] } : null;
  const browser = new Browser({ preset, query, signal });
  root.replaceChildren(browser.root);
  await loadLabels();
  if (signal.aborted) return;
  if (preset && !exists(preset)) throw new ApiError({ status: 404, code: "not_found" });
  await browser.show(query);
  return { update: (context) => browser.show(context.query) };
}
