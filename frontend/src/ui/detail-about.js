/** Prices, the story, tags, and the people of a performance. */

import { formatPrice } from "../core/format.js";
import { h, list } from "../core/h.js";
import { inKorean, t, to } from "../core/i18n.js";
import { label } from "../state/labels.js";
import { unknown } from "./detail-head.js";
import { icon } from "./icon.js";

/** @typedef {import("../../types/shapes.d.ts").Detail} Detail */
/** @typedef {import("../../types/shapes.d.ts").Named} Named */

const LONG_SYNOPSIS = 320;
const PEOPLE_SHOWN = 12;

/**
 * @param {string} id
 * @param {string} title
 * @param {...import("../core/h.js").Children} content
 * @returns {HTMLElement}
 */
function part(id, title, ...content) {
  return h(
    "section",
    { class: "detail-part", id, "aria-labelledby": `${id}-title` },
    h("h2", { class: "section-title", id: `${id}-title`, tabindex: "-1" }, title),
    content,
  );
}

/**
 * @param {Detail} performance
 * @returns {HTMLElement}
 */
export function pricePart({ prices, price, price_text: raw }) {
  return part(
    "price",
    t("detail.price"),
    prices.length > 0 && !price.free ? priceChips(prices) : priceText(price, raw),
  );
}

/** @param {Detail["prices"]} prices */
function priceChips(prices) {
  return list(
    prices,
    ({ seat, amount_krw: amount }) => [
      h("span", { class: "price-seat", ...inKorean() }, seat),
      h("strong", null, amount === 0 ? t("price.free") : formatPrice(amount)),
    ],
    { class: "price-chips" },
  );
}

/**
 * @param {Detail["price"]} price
 * @param {string | null} raw
 */
function priceText({ free }, raw) {
  if (free) return h("p", { class: "price-free" }, t("price.free"));
  return raw ? h("p", { class: "pre-line", ...inKorean() }, raw) : h("p", null, unknown());
}

/**
 * @param {Detail} performance
 * @param {AbortSignal} signal
 * @returns {HTMLElement}
 */
export function aboutPart(performance, signal) {
  const { synopsis, intro_images: images, hashtags } = performance;
  return part(
    "about",
    t("detail.about"),
    synopsis ? story(synopsis) : h("p", { class: "is-unknown" }, t("detail.about.unknown")),
    images.length > 0 && introImages(images),
    hashtags.length > 0 && tags(performance, signal),
  );
}

/** @param {string} synopsis */
function story(synopsis) {
  const body = h("div", { class: "story pre-line", id: "story", ...inKorean() }, synopsis);
  if (synopsis.length <= LONG_SYNOPSIS) return body;
  body.classList.add("is-folded");
  const button = h(
    "button",
    {
      type: "button",
      class: "link-button",
      "aria-expanded": "false",
      "aria-controls": "story",
      onclick: unfold,
    },
    t("detail.read-more"),
  );
  function unfold() {
    const folded = body.classList.toggle("is-folded");
    button.setAttribute("aria-expanded", String(!folded));
    button.textContent = folded ? t("detail.read-more") : t("detail.read-less");
  }
  return [body, button];
}

/**
 * The source's long pictures in our own pieces; one that is not fetched yet is a link to where it stands.
 * @param {Detail["intro_images"]} images
 */
function introImages(images) {
  return h(
    "details",
    { class: "intro-images" },
    h("summary", null, icon("images"), t("detail.images", { n: images.length })),
    list(images, (image, index) => (image.pieces.length > 0 ? introPieces(image, index) : introLink(image, index))),
  );
}

/**
 * @param {Detail["intro_images"][number]} image
 * @param {number} index
 */
function introPieces({ pieces }, index) {
  return pieces.map(({ url, width, height }, piece) =>
    h("img", {
      class: "intro-piece",
      src: url,
      alt: piece === 0 ? t("detail.image", { n: index + 1 }) : "",
      width,
      height,
      loading: "lazy",
      decoding: "async",
    }),
  );
}

/**
 * @param {Detail["intro_images"][number]} image
 * @param {number} index
 */
function introLink({ url }, index) {
  return h(
    "a",
    { href: url, target: "_blank", rel: "noopener noreferrer" },
    t("detail.image", { n: index + 1 }),
    h("span", { class: "new-window" }, t("new-window")),
  );
}

/**
 * @param {Detail} performance
 * @param {AbortSignal} signal
 */
function tags(performance, signal) {
  const named = performance.hashtags.map((slug) => {
    const mood = label("moods", slug);
    return { slug, name: mood === slug ? label("characteristics", slug) : mood };
  });
  const chip = (/** @type {{ slug: string, name: string }} */ { slug, name }) =>
    h("a", { class: "chip", href: to(`/tags/${encodeURIComponent(slug)}`) }, `#${name}`);
  const onclick = async () => (await import("./tag-report-sheet.js")).reportTag(performance, named, signal);
  const report = h("button", { type: "button", class: "link-button", onclick }, t("tag.report"));
  return [
    list(named, chip, { class: "tag-row" }),
    h("p", { class: "section-note" }, icon("robot"), t("tag.auto"), " ", report),
  ];
}

/**
 * @param {Detail} performance
 * @returns {HTMLElement}
 */
export function peoplePart({ cast, crew, cast_text: castRaw, crew_text: crewRaw, companies }) {
  const roles = /** @type {const} */ (["production", "agency", "host", "organizer"]);
  const groups = [
    people(t("detail.cast"), cast, castRaw),
    people(t("detail.crew"), crew, crewRaw),
    companiesList(roles.flatMap((role) => companies[role].map((company) => ({ role, company })))),
  ].filter(Boolean);
  return part("cast", t("detail.people"), groups.length > 0 ? groups : h("p", null, unknown()));
}

/**
 * @param {string} title
 * @param {readonly Named[]} names
 * @param {string | null} raw shown when no name could be read
 */
function people(title, names, raw) {
  if (names.length === 0) return raw ? [h("h3", { class: "minor-title" }, title), h("p", inKorean(), raw)] : null;
  const items = names.slice(0, PEOPLE_SHOWN).map(person);
  const rest = names.slice(PEOPLE_SHOWN).map(person);
  const row = h("ul", { class: "people", role: "list" }, items);
  if (rest.length === 0) return [h("h3", { class: "minor-title" }, title), row];
  const button = h(
    "button",
    { type: "button", class: "link-button", onclick },
    t("detail.people.more", { n: rest.length }),
  );
  function onclick() {
    row.append(...rest);
    button.remove();
    rest[0]?.querySelector("a")?.focus();
  }
  return [h("h3", { class: "minor-title" }, title), row, button];
}

/** @param {Named} named */
function person({ id, name }) {
  return h(
    "li",
    null,
    h(
      "a",
      { class: "person", href: to(`/people/${id}`), ...inKorean() },
      h("span", { class: "person-initial", "aria-hidden": "true" }, [...name][0] ?? ""),
      h("span", null, name),
    ),
  );
}

/** @param {readonly { role: string, company: Named }[]} credits */
function companiesList(credits) {
  if (credits.length === 0) return null;
  return [
    h("h3", { class: "minor-title" }, t("detail.companies")),
    list(
      credits,
      ({ role, company }) => [
        h("span", { class: "company-role" }, label("company_roles", role)),
        h("a", { href: to(`/companies/${company.id}`), ...inKorean() }, company.name),
      ],
      { class: "company-list" },
    ),
  ];
}
