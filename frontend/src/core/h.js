/**
 * The only way elements are made: listed attributes, text nodes, no HTML strings.
 * An unlisted attribute or tag is a mistake in the code and throws; a bad address is hostile data and is left out.
 */

const SVG_NAMESPACE = "http://www.w3.org/2000/svg";
const FORBIDDEN_TAGS = new Set(["script", "iframe", "object", "embed", "style", "base", "link", "meta", "template"]);

const ATTRIBUTES = new Set(
  (
    "accept action alt autocomplete checked class cols colspan content crossorigin datetime decoding dir disabled " +
    "download draggable enterkeyhint fetchpriority for form headers height hidden href hreflang id inert inputmode label lang " +
    "list loading max maxlength media method min minlength multiple muted name novalidate open optimum pattern " +
    "placeholder popover readonly rel required reversed role rows rowspan scope selected size sizes spellcheck src srcset " +
    "start step summary tabindex target title translate type value width wrap"
  ).split(" "),
);

const SVG_ATTRIBUTES = new Set(
  (
    "class clip-path cx cy d dominant-baseline dx dy fill fill-opacity fill-rule focusable font-family font-size " +
    "font-weight gradientTransform gradientUnits height href id letter-spacing offset opacity patternUnits points " +
    "preserveAspectRatio r role rx ry stop-color stop-opacity stroke stroke-dasharray stroke-linecap stroke-linejoin " +
    "stroke-opacity stroke-width tabindex text-anchor transform viewBox width x x1 x2 y y1 y2 lang"
  ).split(" "),
);

const URL_ATTRIBUTES = new Set(["href", "src", "action"]);
const TELEPHONE = /^tel:\+?[0-9()-]+$/;

/** @typedef {import("../../types/dom.d.ts").Child} Child */
/** @typedef {import("../../types/dom.d.ts").Children} Children */
/** @typedef {import("../../types/dom.d.ts").Props} Props */

/**
 * Tell whether an address may become a link or a source: relative, http, https, or a plain telephone number.
 * @param {unknown} value
 * @returns {boolean}
 */
export function isSafeUrl(value) {
  const address = String(value);
  if (TELEPHONE.test(address)) return true;
  try {
    const base = globalThis.location?.origin?.startsWith("http") ? globalThis.location.origin : "http://localhost";
    const { protocol } = new URL(address, base);
    return protocol === "http:" || protocol === "https:";
  } catch {
    return false; // not an address at all
  }
}

/**
 * @param {Element} element
 * @param {unknown} declarations custom and plain properties by their CSS names
 */
function setStyle(element, declarations) {
  const { style } = /** @type {HTMLElement} */ (element);
  for (const [name, value] of Object.entries(/** @type {Record<string, unknown>} */ (declarations))) {
    if (value !== null && value !== undefined) style.setProperty(name, String(value));
  }
}

/**
 * @param {Element} element
 * @param {string} name
 * @param {unknown} value
 * @param {Set<string>} allowed
 */
function setAttribute(element, name, value, allowed) {
  const isAria = name.startsWith("aria-");
  if (!isAria && !name.startsWith("data-") && !allowed.has(name))
    throw new Error(`h(): attribute ${name} is not listed`);
  if (value === null || value === undefined) return;
  if (typeof value === "boolean" && !isAria) {
    element.toggleAttribute(name, value);
    return;
  }
  if (URL_ATTRIBUTES.has(name) && !isSafeUrl(value)) return;
  if (
    name === "srcset" &&
    !String(value)
      .split(",")
      .every((part) => isSafeUrl(part.trim().split(/\s+/)[0]))
  )
    return;
  element.setAttribute(name, String(value));
}

/**
 * @param {Element} element
 * @param {Props | null | undefined} props
 * @param {Set<string>} allowed
 */
function setProps(element, props, allowed) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (name === "style") setStyle(element, value);
    else if (name.startsWith("on")) {
      if (typeof value === "function") element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
      else if (value) throw new Error(`h(): ${name} needs a function`);
    } else setAttribute(element, name, value, allowed);
  }
}

/**
 * Add children; strings become text nodes, empty values are left out, arrays are flattened.
 * @param {Node} parent
 * @param {readonly Children[]} children
 */
export function append(parent, children) {
  for (const child of children) {
    if (isList(child)) append(parent, child);
    else if (child instanceof Node) parent.appendChild(child);
    else if (child !== null && child !== undefined && child !== false) parent.appendChild(text(child));
  }
}

/**
 * @param {Children} child
 * @returns {child is readonly Children[]}
 */
function isList(child) {
  return Array.isArray(child);
}

/**
 * Make an HTML element. `on…` props are listeners, `style` is an object of CSS properties.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Props | null} [props]
 * @param {...Children} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, props, ...children) {
  if (FORBIDDEN_TAGS.has(tag)) throw new Error(`h(): <${tag}> is not made here`);
  const element = document.createElement(tag);
  setProps(element, props, ATTRIBUTES);
  append(element, children);
  return element;
}

/**
 * Make an SVG element.
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Props | null} [props]
 * @param {...Children} children
 * @returns {SVGElementTagNameMap[K]}
 */
export function svg(tag, props, ...children) {
  if (FORBIDDEN_TAGS.has(tag)) throw new Error(`svg(): <${tag}> is not made here`);
  const element = document.createElementNS(SVG_NAMESPACE, tag);
  setProps(element, props, SVG_ATTRIBUTES);
  append(element, children);
  return element;
}

/**
 * @param {string | number} value
 * @returns {Text}
 */
export function text(value) {
  return document.createTextNode(String(value));
}

/**
 * Make a list with one `li` per item. `role="list"` keeps list semantics where CSS takes the bullets away.
 * @template T
 * @param {readonly T[]} items
 * @param {(item: T, index: number) => Children} render
 * @param {Props & { ordered?: boolean, item?: Props }} [props] `ordered` makes an `ol`; `item` are the props of each `li`
 * @returns {HTMLUListElement | HTMLOListElement}
 */
export function list(items, render, { ordered = false, item = {}, ...props } = {}) {
  const rows = items.map((value, index) => h("li", item, render(value, index)));
  return h(ordered ? "ol" : "ul", { role: "list", ...props }, rows);
}
