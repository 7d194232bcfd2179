/**
 * What a mailed link carries behind the `#`, where neither servers nor other sites see it. It leaves the address bar at
 * once, so that no screenshot, bookmark or history keeps it.
 */

/** @returns {URLSearchParams} empty when there is none */
export function takeFragment() {
  const carried = new URLSearchParams(location.hash.slice(1));
  if (location.hash) history.replaceState(history.state, "", location.pathname + location.search);
  return carried;
}
