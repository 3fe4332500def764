import process from "node:process";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { http, type RouteName } from "../../proto/http.ts";
import { type Contract, Failure } from "../../proto/http/shared.ts";
import { table } from "../journeys/authorization-table.ts";
import { type Caller, type Heard, rawOf } from "../kit/caller.ts";
import { type Person, startServer, type TestServer } from "../kit/server.ts";
import { makeCast, makeWorld, understudy, type World } from "../kit/tenants.ts";
import { eachBent, escaped, hostileRequests, kinds, texts } from "./hostile.ts";

/** Another seed tries other inputs; more runs try more of them. */
const seed = Number(process.env.FUZZ_SEED ?? 20260105);
const numRuns = Number(process.env.FUZZ_RUNS ?? 25);
/** An answer that takes longer than this hangs: somebody could keep the server busy with it. */
const patienceMs = 5_000;

const names = Object.keys(http) as RouteName[];
let server: TestServer;
beforeAll(async () => void (server = await startServer()));
afterAll(() => server?.close());

describe("hostile input", () => {
  it.each(names)("to %s is served or refused in our form", async (name) => {
    const world = await makeWorld(server, await makeCast(server));
    const admin = await understudy(world, "instance admin");
    const people: readonly Caller[] = [
      world.cast.owner,
      world.cast.member,
      world.cast.stranger,
      admin,
      server.nobody(),
    ];
    const { params = {}, body } = await table[name].sent(world, world.cast.owner);
    const contract: Contract = http[name];
    const [method = "", pattern = ""] = name.split(" ");
    const queryNames = Object.keys(contract.query?.shape ?? {});
    const requests = hostileRequests({ method, pattern, params, queryNames, body });
    const property = fc.asyncProperty(fc.constantFrom(...people.keys()), requests, async (who, request) => {
      const caller = people[who]?.fork() ?? server.nobody();
      try {
        const startedMs = performance.now();
        mustBeOurs(contract, await caller.raw(request));
        expect(performance.now() - startedMs).toBeLessThan(patienceMs);
      } finally {
        caller.close();
      }
    });
    await fc.assert(property, { seed, numRuns });
  }, 120_000);

  const asking = names.filter((name) => (http[name] as Contract).query);
  it.each(asking)("in each place of the query of %s is served or refused in our form", async (name) => {
    const world = await makeWorld(server, await makeCast(server));
    const caller = whoMay(world, name);
    const raw = rawOf(name, await table[name].sent(world, caller));
    for (const place of Object.keys((http[name] as Contract).query?.shape ?? {})) {
      for (const text of texts) {
        mustBeOurs(http[name], await caller.raw({ ...raw, path: `${raw.path}?${place}=${escaped(text)}` }));
      }
    }
  }, 120_000);

  const telling = names.filter((name) => (http[name] as Contract).body && !name.includes("password"));
  it.each(telling)("in each place of the body of %s is served or refused in our form", async (name) => {
    const world = await makeWorld(server, await makeCast(server));
    const caller = whoMay(world, name);
    const sent = await table[name].sent(world, caller);
    for (const body of eachBent(sent.body, [...texts.filter((it) => it.length < 100), ...kinds])) {
      const window = caller.fork();
      mustBeOurs(http[name], await window.raw(rawOf(name, { ...sent, body })));
      window.close();
    }
  }, 120_000);

  it("left the server well and its log without errors", async () => {
    expect((await server.nobody().raw({ method: "GET", path: "/readyz" })).status).toBe(200);
    expect(server.lines.filter((it) => it.includes(`"level":"error"`))).toEqual([]);
  });
});

/** Somebody whose input is looked at. */
function whoMay({ cast }: World, name: RouteName): Person {
  if (name.includes("/admin/")) return server.admin;
  return name.includes("/interviews/") ? cast.member : cast.owner;
}

/** Paths that a hostile place can turn into another route are judged by their form alone. */
function mustBeOurs({ status: good, answer }: Contract, { status, text }: Heard): void {
  expect(status, text).toBeLessThan(500);
  if (status >= 400) {
    const { error } = Failure.parse(JSON.parse(text));
    const sentence = error.field === undefined ? error.message : error.message.replace(error.field, "It");
    expect(sentence).toMatch(/^["A-Z].*[.]$/s);
  } else if (status === good && answer) {
    expect(() => JSON.parse(text) as unknown).not.toThrow();
  }
}
