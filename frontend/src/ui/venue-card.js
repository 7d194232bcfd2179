/** A venue's place and barrier-free facts, on its own page and on those of its performances. */

import { getVenue } from "../api/performances.js";
import { h, list } from "../core/h.js";
import { isAbort } from "../core/http.js";
import { currentLanguage, inKorean, t, to } from "../core/i18n.js";
import { label } from "../state/labels.js";
import { constellation } from "./constellation.js";
import { openDialog } from "./dialog.js";
import { icon } from "./icon.js";
import { copyText } from "./share.js";

/** @typedef {import("../../types/shapes.d.ts").Venue} Venue */
/** @typedef {import("../../types/shapes.d.ts").DetailVenue} DetailVenue */

const ACCESS_ICONS = {
  wheelchair_seats: { icon: "universal-access" },
  elevator: { icon: "arrow-up-square" },
  parking: { icon: "p-square" },
  restroom: { icon: "badge-wc" },
  ramp: { icon: "triangle" },
};

/**
 * Put a venue's card in a place; the venues nearby come when they are known.
 * @param {HTMLElement} place
 * @param {DetailVenue} venue
 * @param {AbortSignal} signal
 */
export async function showVenue(place, venue, signal) {
  const card = venueCard(venue, signal);
  place.replaceWith(card);
  if (!venue.id) return;
  try {
    const map = constellation(await getVenue(venue.id, { signal }));
    if (map) card.querySelector(".map")?.replaceWith(map); // one star until then
  } catch (error) {
    if (!isAbort(error)) console.warn("the venues nearby are not known", error);
  }
}

/**
 * @param {DetailVenue} venue
 * @param {AbortSignal} signal
 */
function venueCard(venue, signal) {
  if (!("accessibility" in venue))
    return h("div", { class: "venue-card" }, h("p", { class: "venue-name", ...inKorean() }, venue.name));
  return h(
    "div",
    { class: "venue-card" },
    constellation(venue),
    h("p", { class: "venue-name" }, h("a", { href: to(`/venues/${venue.id}`), ...inKorean() }, venue.name)),
    addressRow(venue),
    mapLinks(venue, signal),
    accessList(venue),
    h("p", { class: "section-note" }, t("access.note")),
  );
}

/**
 * @param {Venue} venue
 * @returns {HTMLElement | null}
 */
export function addressRow({ address, seats }) {
  if (!address) return null;
  return h(
    "p",
    { class: "venue-address" },
    h("span", null, h("span", inKorean(), address), seats !== null && ` · ${t("venue.seats", { n: seats })}`),
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": t("venue.copy"),
        title: t("venue.copy"),
        onclick: () => copyText(address),
      },
      icon("copy"),
    ),
  );
}

/**
 * Map services open in a new window; nothing of theirs is loaded here.
 * @param {Venue} venue
 * @param {AbortSignal} signal
 * @returns {HTMLElement | null}
 */
export function mapLinks(venue, signal) {
  const { name, address, latitude, longitude } = venue;
  const query = encodeURIComponent(address ?? name);
  const point = latitude !== null && longitude !== null ? `${latitude},${longitude}` : null;
  const plain = encodeURIComponent(name.replaceAll(",", " "));
  const services = /** @type {[string, string][]} */ ([
    [
      t("map.kakao"),
      point ? `https://map.kakao.com/link/map/${plain},${point}` : `https://map.kakao.com/link/search/${query}`,
    ],
    [t("map.naver"), `https://map.naver.com/p/search/${query}`],
    [t("map.google"), `https://www.google.com/maps/search/?api=1&query=${point ? encodeURIComponent(point) : query}`],
  ]);
  const link = (/** @type {[string, string]} */ [service, href]) =>
    h(
      "a",
      { class: "button", href, target: "_blank", rel: "noopener noreferrer" },
      service,
      h("span", { class: "visually-hidden" }, t("new-window")),
    );
  return h(
    "div",
    { class: "map-links" },
    services.map(link),
    currentLanguage() === "en" && address
      ? h(
          "button",
          {
            type: "button",
            class: "button",
            onclick: () => showToDriver(venue, signal),
          },
          icon("taxi-front"),
          t("driver.show"),
        )
      : null,
  );
}

/**
 * The address in large Korean letters, to hold out to a driver.
 * @param {Venue} venue
 * @param {AbortSignal} signal
 */
function showToDriver({ name, address, phone }, signal) {
  const body = h(
    "div",
    { class: "driver-card", lang: "ko" },
    h("p", { class: "driver-please" }, t("driver.please")),
    h("p", { class: "driver-name" }, name),
    h("p", { class: "driver-address" }, address),
    phone && h("p", { class: "driver-phone" }, phone),
  );
  const copy = h(
    "button",
    {
      type: "button",
      class: "button is-primary",
      onclick: () => copyText(`${name} ${address}`),
    },
    icon("copy"),
    t("driver.copy"),
  );
  openDialog({
    title: t("driver.show"),
    body,
    footer: copy,
    className: "is-full",
    signal,
  });
}

/**
 * @param {Venue} venue
 * @returns {HTMLElement} every fact, known or not, in words
 */
export function accessList({ accessibility, phone }) {
  const facts = /** @type {[keyof typeof ACCESS_ICONS, boolean | number | null][]} */ (
    /** @type {(keyof typeof ACCESS_ICONS)[]} */ (Object.keys(ACCESS_ICONS)).map((key) => [key, accessibility[key]])
  );
  return list(
    facts,
    ([key, value]) => {
      const there = Boolean(value);
      const words = !there
        ? t("access.unknown")
        : typeof value === "number"
          ? t("venue.seats", { n: value })
          : t("access.there");
      return h(
        "div",
        { class: there ? "access is-there" : "access" },
        icon(ACCESS_ICONS[key].icon),
        h(
          "span",
          null,
          h("strong", null, label("accessibility", key)),
          h(
            "span",
            null,
            words,
            there && key === "wheelchair_seats" && phone ? ` · ${t("access.ask", { phone })}` : "",
          ),
        ),
      );
    },
    { class: "access-list" },
  );
}
