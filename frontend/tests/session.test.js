import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { departures, presence, tell } from "../src/core/presence.js";
import { adopt, endAllSessions, endSession, isSessionOver, send } from "../src/core/session.js";

/** @typedef {{ path: string, init: RequestInit & { headers: Record<string, string> } }} Call */

/** @type {Call[]} */
let calls = [];
/** @type {(call: Call) => Response | Promise<Response>} */
let answer;

beforeEach(() => {
  tell({ initial: null, left: true });
  tell({ initial: "서" });
  calls = [];
  globalThis.fetch = /** @type {any} */ (
    async (/** @type {string} */ url, /** @type {any} */ init) => {
      const call = { path: url.replace("/api/v1", ""), init };
      calls.push(call);
      return answer(call);
    }
  );
});

const REFUSED = { type: "client_error", errors: [{ code: "session_ended", detail: "x", attr: null }] };
/** @param {unknown} body @param {number} [status] */
const json = (body, status = 200) => new Response(JSON.stringify(body), { status });
const refused = () => json(REFUSED, 401);
/** @param {string} owner @param {string} [id] */
const token = (owner, id = "1") => `h.${btoa(JSON.stringify({ sub: owner, jti: id }))}.s`;
/** @param {Call} call */
const bearer = ({ init }) => init.headers.Authorization?.replace("Bearer ", "") ?? null;
/** @param {Promise<unknown>} promise */
const failureOf = (promise) =>
  promise.then(
    () => assert.fail("it did not fail"),
    (error) => error,
  );
const paths = () => calls.map(({ path }) => path);

test("calls at the same time share one refresh", async () => {
  answer = ({ path }) => (path === "/auth/refresh" ? json({ access: token("a") }) : json({ path }));

  const answers = await Promise.all([send("/me"), send("/me/sessions"), send("/me/export")]);

  assert.deepEqual(answers, [{ path: "/me" }, { path: "/me/sessions" }, { path: "/me/export" }]);
  assert.equal(paths().filter((path) => path === "/auth/refresh").length, 1);
});

test("the cookie goes along only where it is needed, and nothing private is kept by the browser", async () => {
  answer = ({ path }) => (path === "/auth/refresh" ? json({ access: token("a") }) : json({}));

  await send("/me");

  assert.deepEqual(
    calls.map(({ init }) => [init.credentials, init.cache]),
    [
      ["include", "no-store"],
      ["omit", "no-store"],
    ],
  );
  assert.equal(bearer(/** @type {Call} */ (calls[0])), null);
});

test("an old token is renewed once and the call is made again", async () => {
  adopt(token("a", "old"));
  answer = (call) => {
    if (call.path === "/auth/refresh") return json({ access: token("a", "new") });
    return bearer(call) === token("a", "new") ? json({ fine: true }) : refused();
  };

  assert.deepEqual(await send("/me", { method: "PATCH", body: { username: "x" } }), { fine: true });

  assert.deepEqual(paths(), ["/me", "/auth/refresh", "/me"]);
  assert.equal(calls[2]?.init.body, '{"username":"x"}');
});

test("a session that ended is over for every tab, and what is on show stays", async () => {
  adopt(token("a"));
  answer = refused;
  const before = departures.get();

  const error = await failureOf(send("/me"));

  assert.ok(isSessionOver(error));
  assert.equal(presence.get(), null);
  assert.equal(departures.get(), before);
  calls = [];
  assert.ok(isSessionOver(await failureOf(send("/me"))));
  assert.deepEqual(paths(), [], "guests ask for nothing");
});

test("a server in trouble ends no session", async () => {
  answer = () => json({}, 503);

  const error = await failureOf(send("/me"));

  assert.equal(error.status, 503);
  assert.equal(presence.get(), "서");
});

test("a page that was left while it refreshed tries again with the cookie that came meanwhile", async () => {
  let asked = 0;
  answer = ({ path }) => {
    if (path !== "/auth/refresh") return json({ fine: true });
    asked += 1;
    return asked === 1 ? refused() : json({ access: token("a") });
  };

  assert.deepEqual(await send("/me"), { fine: true });
});

test("another account in the cookie is not used for what this tab shows", async () => {
  adopt(token("a", "old"));
  answer = ({ path }) => (path === "/auth/refresh" ? json({ access: token("b") }) : refused());
  const before = departures.get();

  const error = await failureOf(send("/me", { method: "PATCH", body: {} }));

  assert.equal(error.name, "AbortError");
  assert.equal(departures.get(), before + 1);
  assert.deepEqual(paths(), ["/me", "/auth/refresh"]);
});

test("leaving while a refresh is under way leaves", async () => {
  answer = () => {
    tell({ initial: null, left: true });
    return json({ access: token("a") });
  };

  assert.ok(isSessionOver(await failureOf(send("/me"))));
  assert.deepEqual(paths(), ["/auth/refresh"]);
});

test("signing out works with a token that has run out", async () => {
  adopt(token("a"));
  answer = (call) => (bearer(call) ? refused() : new Response(null, { status: 204 }));

  await endSession();

  assert.deepEqual(
    calls.map((call) => [call.path, bearer(call) !== null, call.init.credentials]),
    [
      ["/auth/signout", true, "include"],
      ["/auth/signout", false, "include"],
    ],
  );
});

test("signing out of a dead session is no failure, everywhere is", async () => {
  adopt(token("a"));
  answer = refused;

  await endSession();

  assert.ok(isSessionOver(await failureOf(endAllSessions())));
});

test("without a connection the session goes on", async () => {
  adopt(token("a"));
  answer = () => {
    throw new TypeError("failed to fetch");
  };

  assert.equal((await failureOf(endSession())).code, "network");
  assert.equal(presence.get(), "서");
});
