import fc from "fast-check";
import type { Raw } from "../kit/caller.ts";

/** What breaks programs: ends of ranges, wrong kinds, text that is not what it seems. */
export const texts = [
  "",
  " ",
  "\0",
  "a\0b",
  "\ud800",
  "\udfff\ud800",
  "💣".repeat(40),
  "\u202egnp.exe",
  "e\u0301".repeat(50),
  "\r\nset-cookie: x=1",
  "' OR 1=1 --",
  "$1::uuid",
  "../../etc/passwd",
  "<script>alert(1)</script>",
  "{{constructor}}",
  "__proto__",
  "%",
  "\\",
  "x".repeat(5_000),
  "0000-01-01T00:00:00Z",
  "9999-12-31T23:59:59.999999999Z",
  "2026-02-30T00:00:00Z",
  "00000000-0000-0000-0000-000000000000",
  "ffffffff-ffff-ffff-ffff-ffffffffffff",
  "WyJhIiwiYiJd",
  "a@b.co",
  "İ@example.com",
];
export const kinds: readonly unknown[] = [
  -1,
  -0,
  0.5,
  2 ** 31,
  2 ** 53,
  Number.MAX_VALUE,
  5e-324,
  1e21,
  true,
  false,
  null,
  [],
  {},
  [[[[]]]],
  { length: 9 },
];

const text = fc.oneof(fc.constantFrom(...texts), fc.string({ unit: "binary", maxLength: 60 }));
const value = fc.oneof(
  text,
  fc.constantFrom<unknown>(...kinds),
  fc.jsonValue({ maxDepth: 3 }),
);
/** Only what a header can carry at all. */
const headerText = fc.string({
  unit: fc.integer({ min: 0x20, max: 0xff }).filter((it) => it !== 0x7f).map((it) => String.fromCharCode(it)),
  maxLength: 200,
})
  .map((it) => it.trim());

/** `base` with some of its parts replaced, taken out or added. */
function bent(base: unknown): fc.Arbitrary<unknown> {
  const change = fc.record({ at: fc.nat(), how: fc.constantFrom("replace", "replace", "drop", "add"), value });
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    const copy: { it: unknown } = { it: structuredClone(base) };
    for (const { at, how, value } of changes) bend(copy, at, how, value);
    return copy.it;
  });
}

function bend(root: object, at: number, how: string, value: unknown): void {
  const places = placesOf(root);
  const [owner, key] = places[at % places.length] ?? [root, "it"];
  if (how === "drop" && owner !== root) Reflect.deleteProperty(owner, key);
  else if (how === "add") Object.defineProperty(owner, `${key}x`, { value, enumerable: true, configurable: true });
  else Reflect.set(owner, key, value);
}

/** `base` with one of its places replaced, for each place (of a list, its first) and each value. */
export function* eachBent(base: unknown, values: readonly unknown[]): Generator<unknown> {
  const count = placesOf({ it: base }).length;
  for (let at = 0; at < count; at++) {
    const [, key] = placesOf({ it: base })[at] ?? [];
    if (/^[1-9]/.test(key ?? "")) continue;
    for (const value of values) {
      const copy = { it: structuredClone(base) };
      bend(copy, at, "replace", value);
      yield copy.it;
    }
  }
}

function placesOf(owner: object): [object, string][] {
  return Object.entries(owner).flatMap(([key, inner]): [object, string][] => [
    [owner, key],
    ...(typeof inner === "object" && inner !== null ? placesOf(inner as object) : []),
  ]);
}

/** A body as it could come: bent, whole, cut, of another kind, or noise. */
function bodies(base: unknown): fc.Arbitrary<{ body?: string | Uint8Array; type?: string }> {
  const json = (it: unknown) => ({ body: JSON.stringify(it) ?? "null", type: "application/json" });
  return fc.oneof(
    { weight: 6, arbitrary: bent(base ?? {}).map(json) },
    { weight: 2, arbitrary: value.map(json) },
    { weight: 1, arbitrary: fc.constant(json(base ?? {})) },
    {
      weight: 1,
      arbitrary: fc.nat(80).map((length) => ({ ...json(base), body: JSON.stringify(base ?? {}).slice(0, length) })),
    },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((body) => ({ body, type: "application/json" })) },
    { weight: 1, arbitrary: headerText.map((type) => ({ body: JSON.stringify(base ?? {}), type })) },
    { weight: 1, arbitrary: fc.constant({ body: "[".repeat(100_000), type: "application/json" }) },
    { weight: 1, arbitrary: fc.constant({}) },
  );
}

const headers = fc.record({
  "idempotency-key": headerText,
  "user-agent": headerText,
  "x-forwarded-for": fc.oneof(headerText, fc.ipV4(), fc.ipV6()),
  "accept-language": headerText,
  "cookie": headerText,
  "origin": fc.oneof(headerText, fc.constantFrom("null", "http://evil.example", "file://")),
  "sec-fetch-site": fc.oneof(headerText, fc.constant("cross-site")),
  "x-request-id": headerText,
}, { requiredKeys: [] });

type Base = {
  method: string;
  /** Such as "/grinds/:id", with what belongs in its places. */
  pattern: string;
  params: Readonly<Record<string, string>>;
  queryNames: readonly string[];
  body: unknown;
};

/** Requests that are near enough to good ones to get far. */
export function hostileRequests({ method, pattern, params, queryNames, body }: Base): fc.Arbitrary<Raw> {
  const place = (name: string) =>
    fc.oneof({ weight: 4, arbitrary: fc.constant(params[name] ?? "x") }, { weight: 1, arbitrary: text });
  const names = [...pattern.matchAll(/:(\w+)/g)].map(([, name = ""]) => name);
  const search = fc.dictionary(
    fc.oneof(fc.constantFrom("x", ...queryNames), text),
    fc.oneof(text, fc.constantFrom("1", "100", "-1", "1e3")),
    {
      maxKeys: 3,
    },
  );
  return fc.record({
    places: fc.record(Object.fromEntries(names.map((name) => [name, place(name)]))),
    search,
    sent: bodies(body),
    extra: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: headers }),
  }).map(({ places, search, sent, extra }) => {
    const path = pattern.replace(/:(\w+)/g, (_, name: string) => escaped(places[name] ?? ""));
    const query = Object.entries(search).map((pair) => pair.map(escaped).join("=")).join("&");
    return {
      method,
      path: `/api/v1${path}${query ? `?${query}` : ""}`,
      headers: { ...(sent.type ? { "content-type": sent.type } : {}), ...extra as Record<string, string> },
      ...(sent.body === undefined ? {} : { body: sent.body }),
    };
  });
}

/** As encodeURIComponent, but a lone half of a character goes out as the bytes that a careless client sends. */
export function escaped(text: string): string {
  return Array.from(text, (it) => /^[\ud800-\udfff]$/.test(it) ? "%ED%A0%80" : encodeURIComponent(it)).join("");
}
