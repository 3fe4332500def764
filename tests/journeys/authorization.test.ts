import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { http, type RouteName } from "../../proto/http.ts";
import { Failure } from "../../proto/http/shared.ts";
import type { Caller } from "../kit/caller.ts";
import { rawOf } from "../kit/caller.ts";
import { startServer, type TestServer } from "../kit/server.ts";
import {
  browserOf,
  makeCast,
  makeWorld,
  outsiders,
  partWays,
  type Role,
  roles,
  understudy,
  type World,
} from "../kit/tenants.ts";
import { table } from "./authorization-table.ts";

let server: TestServer;
/** Where refusals are tried: nothing may ever change here. */
let kept: World;
beforeAll(async () => {
  server = await startServer();
  kept = await makeWorld(server, await makeCast(server));
  await partWays(kept);
});
afterAll(() => server?.close());

const names = Object.keys(http) as RouteName[];
const every = names.flatMap((name) => roles.map((role) => ({ name, role, status: table[name].status[role] })));
const refused = every.filter(({ name, role, status }) => status !== http[name].status && role !== "owner");
const withBody = refused.filter(({ name }) => "body" in http[name]);

function mustHide({ secrets, cast }: World, role: Role, text: string): void {
  const own = role === "nobody" ? [] : [cast[role].id, cast[role].name, cast[role].email];
  for (const secret of secrets) if (!own.includes(secret)) expect(text).not.toContain(secret);
}

function mustBeRefusal(text: string): void {
  const { error } = Failure.parse(JSON.parse(text));
  expect(error.message).toMatch(/^[A-Z].+\.$/);
}

describe("every route", () => {
  it("has a line in the table", () => {
    expect(Object.keys(table).sort()).toEqual([...names].sort());
  });

  it.each(every)("$name answers $status to: $role", async ({ name, role, status }) => {
    const { ends, tells = [], sent } = table[name];
    const fine = status === http[name].status;
    const world = fine && !name.startsWith("GET") ? await makeWorld(server, kept.cast) : kept;
    const person: Caller = ends && role !== "nobody" ? await understudy(world, role) : browserOf(world, role);
    const { status: got, text } = await person.raw(rawOf(name, await sent(world, person)));
    expect(`${got} ${got === status ? "" : text}`.trim()).toBe(String(status));
    if (!fine) mustBeRefusal(text);
    if (!fine || outsiders.has(role) && !tells.includes(role)) mustHide(world, role, text);
  });
});

describe("permission comes before the input", () => {
  const garbage = [
    { what: "a body that fits nothing", type: "application/json", body: `{"nonsense":[1,{"deep":null}]}` },
    { what: "a body that is not JSON", type: "application/json", body: `{"a":` },
    { what: "a body of another kind", type: "text/plain", body: "hello" },
    { what: "a body that is too large", type: "application/json", body: `"${"x".repeat(300_000)}"` },
  ];
  const ofPermission = withBody.filter(({ name }) => name !== "POST /interviews");

  it.each(ofPermission)("$name answers $status to $role, whatever they send", async ({ name, role, status }) => {
    const sent = await table[name].sent(kept, browserOf(kept, role));
    for (const { what, type, body } of garbage) {
      const raw = { ...rawOf(name, sent), headers: { "content-type": type }, body };
      const heard = await browserOf(kept, role).raw(raw);
      expect(`${what}: ${heard.status}`).toBe(`${what}: ${status}`);
      mustHide(kept, role, heard.text);
    }
  });
});

describe("ids that are none", () => {
  const bad = [
    "x",
    "0",
    "null",
    "%00",
    "..%2F..",
    "%F0%9F%90%A2",
    "a".repeat(2_000),
    "01a1fd24-3914-709c-8328-2c516966ad1g",
    "'%20OR%201=1--",
  ];
  const named = names.filter((name) => "params" in http[name]);

  it.each(named)("are refused in every place of %s", async (name) => {
    for (const role of ["stranger", "owner", "instance admin"] as const) {
      const sent = await table[name].sent(kept, browserOf(kept, role));
      for (const place of Object.keys(sent.params ?? {})) {
        for (const value of bad) {
          const raw = rawOf(name, { ...sent, params: { ...sent.params, [place]: "PLACE" } });
          const { status, text } = await browserOf(kept, role).raw({ ...raw, path: raw.path.replace("PLACE", value) });
          expect([400, 403, 404], `${role}: ${raw.path} with ${value.slice(0, 50)} → ${status}`).toContain(status);
          mustBeRefusal(text);
          if (role !== "owner") mustHide(kept, role, text);
        }
      }
    }
  });
});

describe("after all that", () => {
  it("the grind is as it was", async () => {
    const { cast: { owner, member }, grindId, taskId, interviewId } = kept;
    const { rows } = await owner.get("/grinds/:id/members", { params: { id: grindId } });
    expect(rows.map((it) => it.role).filter((it) => it === "owner")).toHaveLength(1);
    expect(await owner.get("/grinds/:id", { params: { id: grindId } })).toMatchObject({ role: "owner", version: 1 });
    expect(await owner.get("/tasks/:id", { params: { id: taskId } })).toMatchObject({ version: 1 });
    expect(await member.get("/interviews/:id", { params: { id: interviewId } })).toMatchObject({ status: "PENDING" });
  });

  it("nothing went wrong inside", () => {
    expect(server.lines.filter((it) => it.includes(`"level":"error"`))).toEqual([]);
  });
});
