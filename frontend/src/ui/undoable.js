/** Taking something away with six seconds to change one's mind: it goes from the screen at once, and is sent after them. */

import { isAbort } from "../core/http.js";
import { t } from "../core/i18n.js";
import { toast } from "./notify.js";
import { problemText } from "./section.js";

/**
 * @param {object} options
 * @param {string} options.text what has gone
 * @param {string} options.failed what could not be done
 * @param {() => void} options.hide
 * @param {() => void} options.restore
 * @param {(how: { keepalive: boolean }) => Promise<unknown>} options.send
 * @param {() => void} [options.done]
 */
export function removeWithUndo({ text, failed, hide, restore, send, done }) {
  let isSettled = false;
  hide();
  toast(text, { action: { label: t("undo"), onclick: undo }, onclose: () => finish(false) });
  const onLeave = () => finish(true);
  addEventListener("pagehide", onLeave, { once: true });

  function undo() {
    isSettled = true;
    removeEventListener("pagehide", onLeave);
    restore();
  }

  /** @param {boolean} keepalive */
  async function finish(keepalive) {
    if (isSettled) return;
    isSettled = true;
    removeEventListener("pagehide", onLeave);
    try {
      await send({ keepalive });
      done?.();
    } catch (error) {
      if (/** @type {{ status?: number }} */ (error).status === 404) return done?.(); // gone already
      restore();
      if (isAbort(error)) return;
      console.warn(error);
      const again = () => removeWithUndo({ text, failed, hide, restore, send, done });
      toast(`${failed} ${problemText(error)}`, { action: { label: t("retry"), onclick: again } });
    }
  }
}
