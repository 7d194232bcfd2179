/** Where to book: a card beside the page on wide screens, a link or a sheet on phones. */

import { h, list } from "../core/h.js";
import { inKorean, t } from "../core/i18n.js";
import { icon } from "./icon.js";

/** @typedef {import("../../types/shapes.d.ts").Detail} Detail */
/** @typedef {Detail["booking_links"][number]} Seller */

/**
 * @param {Seller} seller
 * @param {string} className
 */
function sellerLink({ name, url }, className) {
  return h(
    "a",
    {
      class: className,
      href: url,
      target: "_blank",
      rel: "noopener noreferrer",
    },
    h("span", inKorean(), t("detail.seller", { name })),
    h("span", { class: "new-window" }, t("new-window"), icon("box-arrow-up-right")),
  );
}

/** What stands where no seller is registered: the venue's telephone, when it is known. */
function noSellers(/** @type {Detail} */ { venue }) {
  const phone = venue && "phone" in venue ? venue.phone : null;
  return h(
    "p",
    { class: "no-sellers" },
    t("detail.sellers.none"),
    phone && [" ", h("a", { href: `tel:${phone.replace(/[^+\d-]/g, "")}` }, t("detail.call", { phone }))],
  );
}

/**
 * @param {Detail} performance
 * @param {import("../core/h.js").Children} [actions] what else one can do
 * @returns {HTMLElement}
 */
export function sellerCard(performance, actions) {
  const { booking_links: sellers, state } = performance;
  const links = list(sellers, (seller, index) => sellerLink(seller, index === 0 ? "button is-primary" : "button"), {
    class: "seller-list",
  });
  const body =
    state === "ended"
      ? h("p", { class: "no-sellers" }, t("detail.ended"))
      : sellers.length > 0
        ? links
        : noSellers(performance);
  return h(
    "section",
    { class: "side-card seller-card" },
    h("h2", { class: "side-title" }, t("detail.sellers.title")),
    body,
    actions,
  );
}

/**
 * What books on phones: one seller is a direct link, several open a sheet.
 * @param {Detail} performance
 * @param {AbortSignal} signal
 * @returns {HTMLElement}
 */
export function sellerAction(performance, signal) {
  const { booking_links: sellers } = performance;
  const [first] = sellers;
  if (!first) return noSellers(performance);
  if (sellers.length === 1) return sellerLink(first, "button is-primary");
  const onclick = async () => {
    const { openDialog } = await import("./dialog.js");
    const body = list(sellers, (seller) => sellerLink(seller, "button"), { class: "seller-list" });
    openDialog({ title: t("detail.sellers.title"), body, signal });
  };
  return h(
    "button",
    { type: "button", class: "button is-primary", "aria-haspopup": "dialog", onclick },
    t("detail.sellers", { n: sellers.length }),
  );
}
