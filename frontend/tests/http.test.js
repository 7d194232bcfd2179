import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { ApiError, apiUrl, get, savedAt, setGoingBack } from "../src/core/http.js";

/** @type {{ url: string, options: RequestInit }[]} */
let calls = [];
/** @type {(url: string, signal: AbortSignal) => Promise<Response>} */
let answer;
let path = 0;

beforeEach(() => {
  calls = [];
  setGoingBack(false);
  path += 1;
  globalThis.fetch = /** @type {any} */ (
    async (/** @type {string} */ url, /** @type {RequestInit} */ options) => {
      calls.push({ url, options });
      return answer(url, /** @type {AbortSignal} */ (options.signal));
    }
  );
});

/** @param {unknown} body @param {ResponseInit} [init] */
const json = (body, init) =>
  new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" }, ...init });
/** @param {Promise<unknown>} promise @returns {Promise<ApiError>} */
const failureOf = (promise) =>
  promise.then(
    () => assert.fail("it did not fail"),
    (error) => error,
  );

test("queries repeat keys and leave out what is not set", () => {
  assert.equal(apiUrl("/x", { a: ["b", "c"], d: null, e: "", f: 0, g: false }), "/api/v1/x?a=b&a=c&f=0&g=false");
});

test("an error has status, code and request id", async () => {
  const errors = [{ code: "unknown_parameter", detail: "x", attr: "foo" }];
  answer = async () => json({ type: "validation_error", errors }, { status: 400, headers: { "X-Request-ID": "r-1" } });

  const error = await failureOf(get(`/p${path}`));

  assert.ok(error instanceof ApiError);
  assert.deepEqual(
    [error.status, error.code, error.requestId, error.errors],
    [400, "unknown_parameter", "r-1", errors],
  );
});

test("a proxy's HTML page and a broken body are errors too", async () => {
  answer = async () => new Response("<html>", { status: 502 });
  assert.equal((await failureOf(get(`/p${path}`))).code, "http_502");
  answer = async () => new Response("<html>", { status: 200 });
  assert.equal((await failureOf(get(`/p${path}`))).code, "malformed");
  answer = async () => json({}, { status: 429, headers: { "Retry-After": "7" } });
  assert.equal((await failureOf(get(`/p${path}`))).retryAfterSeconds, 7);
});

test("no connection is an error with status 0", async () => {
  answer = async () => {
    throw new TypeError("failed to fetch");
  };
  const error = await failureOf(get(`/p${path}`));
  assert.deepEqual([error.status, error.code], [0, "network"]);
});

test("two callers share one request, and it ends when both have left", async () => {
  /** @type {AbortSignal | undefined} */
  let inner;
  answer = (_, signal) => {
    inner = signal;
    return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  };
  const [one, two] = [new AbortController(), new AbortController()];
  const first = failureOf(get(`/p${path}`, { signal: one.signal }));
  const second = failureOf(get(`/p${path}`, { signal: two.signal }));

  one.abort();
  assert.equal((await first).name, "AbortError");
  assert.equal(inner?.aborted, false);
  two.abort();
  assert.equal((await second).name, "AbortError");
  assert.equal(inner?.aborted, true);
  assert.equal(calls.length, 1);
});

test("going back is answered from memory, going forward is not", async () => {
  answer = async () => json({ n: calls.length });
  const first = await get(`/p${path}`);
  setGoingBack(true);
  assert.equal(await get(`/p${path}`), first);
  assert.deepEqual(await get(`/p${path}`, { fresh: true }), { n: 2 });
  setGoingBack(false);
  assert.deepEqual(await get(`/p${path}`), { n: 3 });
});

test("the same ETag gives the same object", async () => {
  answer = async () => json({ n: 1 }, { headers: { ETag: 'W/"a"' } });
  const first = await get(`/p${path}`);
  assert.equal(await get(`/p${path}`), first);
  answer = async () => json({ n: 2 }, { headers: { ETag: 'W/"b"' } });
  assert.deepEqual(await get(`/p${path}`), { n: 2 });
});

test("an answer kept for offline says when it was saved", async () => {
  answer = async () => json({}, { headers: { "X-Saved-At": "2026-11-23T00:00:00.000Z" } });
  await get(`/p${path}`);
  assert.equal(savedAt.get(), "2026-11-23T00:00:00.000Z");
  answer = async () => json({});
  await get(`/q${path}`);
  assert.equal(savedAt.get(), null);
});

test("a caller that has left before asking sends nothing", async () => {
  await failureOf(get(`/p${path}`, { signal: AbortSignal.abort() }));
  assert.equal(calls.length, 0);
});
