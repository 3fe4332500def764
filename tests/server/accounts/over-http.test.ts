import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localPath } from "../../../server/edge/routes/oidc.ts";
import { type OpenIdFake, openIdFake } from "../../kit/openid.ts";
import { readable, type SmtpFake, smtpFake } from "../../kit/smtp.ts";
import type { Caller, Heard } from "../../kit/caller.ts";
import { password, startServer, type TestServer } from "../../kit/server.ts";

let there: OpenIdFake;
let mail: SmtpFake;
let server: TestServer;
beforeAll(async () => {
  [there, mail] = await Promise.all([openIdFake(), smtpFake()]);
  server = await startServer({
    env: {
      OIDC_ISSUER: there.issuer,
      OIDC_CLIENT_ID: there.clientId,
      OIDC_CLIENT_SECRET: there.clientSecret,
      OIDC_NAME: "Example ID",
      PUBLIC_URL: "http://grind.example",
      SMTP_URL: mail.url,
      MAIL_FROM: "grindstone@example.com",
    },
  });
});
afterAll(async () => {
  await server?.close();
  await Promise.all([there.close(), mail.close()]);
});

const start = "/api/v1/account/oidc/start";
const callback = "/api/v1/account/oidc/callback";
const cookieOf = (heard: Heard, name: string): string | undefined =>
  heard.headers["set-cookie"]?.find((it) => it.startsWith(`${name}=`));

/** Goes to the provider and returns the path below our address that the browser is sent back to. */
async function errand(browser: Caller, path = `${start}?return=/grinds`): Promise<string> {
  return await wayBack(await browser.raw({ method: "GET", path }));
}

async function wayBack(heard: Heard): Promise<string> {
  const answer = await fetch(heard.headers.location ?? "", { redirect: "manual" });
  await answer.body?.cancel();
  const back = new URL(answer.headers.get("location") ?? "");
  return back.pathname + back.search;
}
const land = async (browser: Caller, path: string): Promise<string> =>
  (await browser.raw({ method: "GET", path })).headers.location ?? "";

describe("accounts over HTTP", () => {
  it("tell a page beforehand what this instance offers", async () => {
    expect(await server.nobody().get("/instance")).toEqual({
      signUp: "open",
      empty: false,
      mail: true,
      oidc: { name: "Example ID" },
      demo: null,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
  });

  it("keep the token in a cookie that no script reads and no other site sends", async () => {
    const { email } = await server.person("Cookie");
    const heard = await server.nobody().raw({
      method: "POST",
      path: "/api/v1/account/sign-in",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
    const cookie = cookieOf(heard, "grindstone") ?? "";
    expect(cookie).toMatch(/^grindstone=[\w-]{43}; /);
    for (const part of ["HttpOnly", "SameSite=Lax", "Path=/"]) expect(cookie).toContain(part);
    expect(heard.text).not.toContain(cookie.slice(11, 54));
  });

  it("know one account however its address is typed", async () => {
    const { email } = await server.person("Case");
    const [name = "", host = ""] = email.split("@");
    const variants = [email.toUpperCase(), ` ${email}\n`, `${name}@${host.toUpperCase()}`];
    for (const typed of variants) {
      const browser = server.nobody();
      expect(await browser.post("/account/sign-in", { body: { email: typed, password } })).toMatchObject({ email });
      expect((await browser.call("POST /account/sign-up", { body: { name: "Other", email: typed, password } })).status)
        .toBe(409);
    }
  });

  it("know oneself also by an id in capitals", async () => {
    const params = { id: server.admin.id.toUpperCase() };
    expect((await server.admin.call("DELETE /admin/people/:id", { params })).status).toBe(409);
    expect((await server.admin.call("PATCH /admin/people/:id", { params, body: { blocked: true } })).status).toBe(409);
    expect((await server.admin.get("/me")).id).toBe(server.admin.id);
  });

  it("take no look-alike for somebody's address", async () => {
    // U+212A is a sign of its own that looks like K and becomes one in lower case.
    const kim = await server.person("Kim");
    for (const email of [kim.email.replace("k", "\u212a"), `\uff4e${kim.email}`]) {
      const name = "Other";
      expect((await server.nobody().call("POST /account/sign-in", { body: { email, password } })).status).toBe(400);
      expect((await server.nobody().call("POST /account/sign-up", { body: { name, email, password } })).status).toBe(
        400,
      );
    }
  });

  it.each([
    ["a password of a megabyte", { password: "x".repeat(1_000_000) }, 413],
    ["a password of 201 characters", { password: "x".repeat(201) }, 400],
    ["a short password", { password: "short" }, 400],
    ["a password that is no text", { password: { $ne: "" } }, 400],
    ["no address", { email: undefined }, 400],
    ["two addresses", { email: "a@example.com,b@example.com" }, 400],
    ["a header in the address", { email: "a@example.com\r\nBcc: b@example.com" }, 400],
    ["a name of spaces", { name: " \u00a0 " }, 400],
    ["a name with an escape", { name: "Nova\u001b[31m" }, 400],
    ["an unknown invite's form", { invite: "../../etc" }, 400],
  ])("refuse %s in one sentence and make nothing", async (_, change, status) => {
    const before = await server.admin.get("/admin/overview");
    const body = { name: "Nova", email: "refused@example.com", password, ...change };
    const refused = await server.nobody().call("POST /account/sign-up", { body });
    expect(refused.status).toBe(status);
    expect((refused.body as { error: { message: string } }).error.message).toMatch(/^[A-Z].*\.$/);
    expect((await server.admin.get("/admin/overview")).people).toBe(before.people);
  });

  it("forget a person who is blocked or deleted with the next request", async () => {
    const [blocked, deleted] = [await server.person("Blocked"), await server.person("Deleted")];
    await server.admin.patch("/admin/people/:id", { params: { id: blocked.id }, body: { blocked: true } });
    await server.admin.del("/admin/people/:id", { params: { id: deleted.id } });
    for (const person of [blocked, deleted]) expect((await person.call("GET /me")).status).toBe(401);
  });

  it("cannot be fixed to a token that somebody planted", async () => {
    const { email } = await server.person("Fixed");
    const planted = "A".repeat(43);
    const heard = await server.nobody().raw({
      method: "POST",
      path: "/api/v1/account/sign-in",
      headers: { "content-type": "application/json", cookie: `grindstone=${planted}` },
      body: JSON.stringify({ email, password }),
    });
    expect(cookieOf(heard, "grindstone")).not.toContain(planted);
    const thief = await server.nobody().raw({
      method: "GET",
      path: "/api/v1/me",
      headers: { cookie: `grindstone=${planted}` },
    });
    expect(thief.status).toBe(401);
  });

  it("go the whole way of a forgotten password, and no log line holds its token", async () => {
    const person = await server.person("Forgetful");
    const browser = server.nobody();
    await browser.post("/account/forgot", { body: { email: person.email } });
    let words = "";
    while (!words.includes("/reset#token=")) words = readable(await mail.next());
    const token = /#token=([\w-]{43})/.exec(words)?.[1] ?? "";
    await browser.post("/account/reset", { body: { token, password: "a new long password" } });
    expect((await person.call("GET /me")).status).toBe(401);
    await browser.post("/account/sign-in", { body: { email: person.email, password: "a new long password" } });
    expect(server.lines.join("\n")).not.toContain(token);
    expect(server.lines.join("\n")).not.toContain(person.email);
  });
});

describe("signing in elsewhere over HTTP", () => {
  it("comes back signed in, where it wanted to go", async () => {
    there.be({ sub: "nova", email: "Nova.There@Example.com", email_verified: true, name: "Nova" });
    const browser = server.nobody();
    expect(await land(browser, await errand(browser))).toBe("/grinds");
    expect(await browser.get("/me")).toMatchObject({
      email: "nova.there@example.com",
      emailVerified: true,
      hasPassword: false,
    });
  });

  it("does not let somebody into a browser that did not ask", async () => {
    there.be({ sub: "mallory", email: "mallory@example.com", email_verified: true });
    const path = await errand(server.nobody());
    const victim = server.nobody();
    expect(await land(victim, path)).toBe("/sign-in?problem=expired");
    await errand(victim);
    expect(await land(victim, path)).toBe("/sign-in?problem=failed");
    expect((await victim.call("GET /me")).status).toBe(401);
  });

  it("does not take the same answer twice", async () => {
    there.be({ sub: "twice", email: "twice@example.com", email_verified: true });
    const browser = server.nobody();
    const path = await errand(browser);
    expect(await land(browser, path)).toBe("/grinds");
    expect(await land(browser, path)).toBe("/sign-in?problem=expired");
  });

  it("does not believe an errand that was changed", async () => {
    const heard = await server.nobody().raw({ method: "GET", path: start });
    const sealed = cookieOf(heard, "grindstone-errand")?.split(";")[0] ?? "";
    for (const cookie of [`${sealed.slice(0, -2)}AA`, "grindstone-errand=e30", "grindstone-errand="]) {
      const landed = await server.nobody().raw({
        method: "GET",
        path: `${callback}?code=1&state=1`,
        headers: { cookie },
      });
      expect(landed.headers.location).toBe("/sign-in?problem=expired");
    }
  });

  it("keeps the errand out of scripts' and other people's sight", async () => {
    const heard = await server.nobody().raw({ method: "GET", path: start });
    const cookie = cookieOf(heard, "grindstone-errand") ?? "";
    for (const part of ["HttpOnly", "SameSite=Lax", "Max-Age=600"]) expect(cookie).toContain(part);
    const state = new URL(heard.headers.location ?? "").searchParams.get("state") ?? "";
    expect(atob(cookie.split(/[=;]/)[1]?.replaceAll("-", "+").replaceAll("_", "/") ?? "")).not.toContain(state);
  });

  it("says which problem there was", async () => {
    const victim = await server.person("Victim");
    const browser = server.nobody();
    there.be({ sub: "thief", email: victim.email });
    expect(await land(browser, await errand(browser))).toBe("/sign-in?problem=unverified-email");
    there.be({ sub: "nameless" });
    expect(await land(browser, await errand(browser))).toBe("/sign-in?problem=no-email");
    there.be({ sub: "odd", email: "not an address", email_verified: true });
    expect(await land(browser, await errand(browser))).toBe("/sign-in?problem=no-email");
    there.deny();
    expect(await land(browser, await errand(browser))).toBe("/sign-in?problem=refused");
    there.be({ sub: "liar", email: victim.email, email_verified: true });
    there.lie({ nonce: "another" });
    expect(await land(browser, await errand(browser))).toBe("/sign-in?problem=failed");
    expect((await browser.call("GET /me")).status).toBe(401);
    expect((await victim.call("GET /me")).status).toBe(200);
  });

  it("takes odd names as they are or finds one that fits", async () => {
    const names: [string | undefined, string][] = [
      ["  Zoë \n Smith ", "Zoë Smith"],
      [undefined, "someone"],
      ["\u0000", "someone"],
      ["x".repeat(500), "x".repeat(80)],
    ];
    for (const [index, [name, expected]] of names.entries()) {
      const browser = server.nobody();
      there.be({
        sub: `named ${index}`,
        email: `someone@n${index}.example.com`,
        email_verified: true,
        ...(name === undefined ? {} : { name }),
      });
      await land(browser, await errand(browser));
      expect((await browser.get("/me")).name).toBe(expected);
    }
  });
});

it("lets a newcomer in from elsewhere by the invitation that the page put in a cookie, where one is needed", async () => {
  const { issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET } = there;
  const env = { SIGN_UP: "invite", OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET };
  const house = await startServer({ env });
  try {
    const { id } = await house.admin.post("/grinds", { body: { name: "Late owls" } });
    const { url } = await house.admin.post("/grinds/:id/invites", { params: { id }, body: { kind: "link" } });
    const token = url.slice(-43);
    there.be({ sub: "invited", email: "invited@example.com", email_verified: true, name: "Ines" });
    const without = house.nobody();
    expect(await land(without, await errand(without))).toBe("/sign-in?problem=no-invite");
    const browser = house.nobody();
    const cookie = `grindstone-invite=${token}`;
    const sent = await browser.raw({ method: "GET", path: `${start}?return=/invite`, headers: { cookie } });
    expect(await land(browser, await wayBack(sent))).toBe("/invite");
    expect(await browser.get("/me")).toMatchObject({ email: "invited@example.com", admin: false });
    expect(house.lines.join("\n")).not.toContain(token);
  } finally {
    await house.close();
  }
});

it.each([
  ["/grinds/1?tab=tasks#top", "/grinds/1?tab=tasks#top"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["/.//evil.example", "/"],
  ["/a/..//evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["https://evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["grinds", "/"],
  ["", "/"],
])("sends nobody from us to another site by %s", (path, expected) => {
  expect(localPath(path, "https://grind.example")).toBe(expected);
});
