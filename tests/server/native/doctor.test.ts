import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Scope } from "../../../server/kit/scope.ts";
import type { Failed } from "../../../server/native/doctor/failed.mjs";
import { seeInterviewer } from "../../../server/native/doctor/web.mjs";
import { accountOf, doctor, examine, states } from "../../kit/doctor.ts";
import { freePort } from "../../kit/house.ts";
import { password, type Person, startServer, type TestServer } from "../../kit/server.ts";
import { type TurnServer, turnServer } from "../../kit/turn-server.ts";

const secret = "a secret of the relay";

async function listening(server: Server): Promise<string> {
  await once(server.listen(0, "127.0.0.1"), "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("the doctor at an instance that works", () => {
  const scope = new Scope();
  let server: TestServer;
  let relay: TurnServer;
  let bo: Person;

  beforeAll(async () => {
    relay = scope.own(await turnServer({ secret }), (it) => it.close());
    const env = { RTC_WORKERS: "2", TURN_URLS: relay.urls.join(","), TURN_SECRET: secret };
    server = scope.own(await startServer({ env }), (it) => it.close());
    bo = await server.known("Bo");
  });
  afterAll(() => scope.close());

  it("finds every hop in order, at every media worker, and lets go of all it took", async () => {
    const found = await examine(server.url, accountOf(bo));
    expect(states(found)).toEqual([
      ...["page ok", "server ok", "sign-in ok", "socket ok", "room ok"],
      ...["udp ok", "udp ok", "tcp ok", "tcp ok", "relay ok", "relay ok"],
      ...["interviewer not tested", "microphone not tested"],
    ]);
    expect(found).toMatchObject({ ok: true, code: 0, first: null });
    const relays = found.hops.filter((it) => it.name === "relay");
    expect(relays.map((it) => it.target)).toEqual(relay.urls);
    expect(relays.every((it) => /^relays at 127\.0\.0\.1:\d+$/.test(it.found))).toBe(true);
    expect(relay.held()).toBe(0);
    expect(await server.database.db.prisma.device.count({ where: { personId: bo.id } })).toBe(1);
  });

  it("prints a line for each hop, and no secret", async () => {
    const { code, words } = await doctor([server.url], accountOf(bo));
    expect(code).toBe(0);
    expect(words).toContain(`From this machine to ${server.url}:\nok          page        answers in`);
    expect(words).toMatch(/^not tested {2}microphone .*\/doctor\nAll that can be tested from here works\.$/m);
    expect(words).not.toContain(password);
    expect(words).not.toContain(bo.email);
  });

  it("says what to set when there is no account, and that the rest could not be tested", async () => {
    const found = await examine(server.url);
    expect(states(found)).toEqual([
      ...["page ok", "server ok", "sign-in failed", "socket not tested", "room not tested"],
      ...["udp not tested", "tcp not tested", "relay not tested"],
      ...["interviewer not tested", "microphone not tested"],
    ]);
    expect(found.code).toBe(1);
    expect(found.first?.whatToDo).toBe("Set DOCTOR_EMAIL and DOCTOR_PASSWORD to an account of this instance.");
    expect(found.hops[2]?.found).toBe("there is no account to sign in with, so all that follows cannot be tested");
  });

  it("names a password that is wrong without repeating it", async () => {
    const found = await examine(server.url, { ...accountOf(bo), DOCTOR_PASSWORD: "the wrong password" });
    expect(found.first).toMatchObject({ name: "sign-in", whatToDo: expect.stringMatching(/DOCTOR_PASSWORD/) });
    expect(found.words).not.toContain("the wrong password");
  });

  it("names a proxy that does not pass WebSockets, and tests the rest all the same", async () => {
    const proxy = createServer((asked, answer) => {
      const { method, headers, url } = asked;
      const passed = request(new URL(url ?? "", server.url), { ...method ? { method } : {}, headers }, (it) => {
        answer.writeHead(it.statusCode ?? 500, it.headers);
        it.pipe(answer);
      });
      asked.pipe(passed);
    }).on("upgrade", (_, socket) => socket.destroy());
    const url = await listening(proxy);
    const found = await examine(url, accountOf(bo));
    proxy.close();
    expect(found.first).toMatchObject({ name: "socket", whatToDo: expect.stringMatching(/Upgrade/) });
    expect(states(found).slice(3, 6)).toEqual(["socket failed", "room ok", "udp ok"]);
    expect(found.code).toBe(1);
  });
});

describe("the doctor at an instance that is not reached", () => {
  it("says that nothing listens at a wrong port", async () => {
    const port = await freePort();
    const found = await examine(`http://127.0.0.1:${port}`);
    expect(found.first?.name).toBe("page");
    expect(found.hops[0]?.found).toBe(`nothing listens at 127.0.0.1:${port}`);
    expect(found.hops.slice(1).every((it) => it.state === "not tested")).toBe(true);
    expect(found.code).toBe(1);
  });

  it("says that a name is not known", async () => {
    const found = await examine("http://nobody.invalid");
    expect(found.hops[0]?.found).toMatch(/^the name nobody\.invalid is not known here|names cannot be looked up/);
  });

  it.each([
    ["another program", 200, {}, /^something else than Grindstone answers there \(status 200\)$/],
    ["a proxy before nothing", 502, {}, /^a proxy answers with 502/],
    [
      "what sends elsewhere",
      308,
      { location: "https://grind.example.org/healthz" },
      /to https:\/\/grind\.example\.org$/,
    ],
  ])("tells %s from Grindstone", async (_, status, headers, words) => {
    const other = createServer((_, answer) => answer.writeHead(status, headers).end("<html>hello</html>"));
    const found = await examine(await listening(other));
    other.close();
    expect(found.first?.name).toBe("page");
    expect(found.hops[0]?.found).toMatch(words);
  });

  it("says in the server's words what is not ready", async () => {
    const sentence = "The media worker is not running.";
    const other = createServer(({ url }, answer) => {
      if (url === "/healthz") return answer.end(JSON.stringify({ ok: true }));
      return answer.writeHead(503).end(JSON.stringify({ error: { code: "unavailable", message: sentence } }));
    });
    const found = await examine(await listening(other));
    other.close();
    expect(found.hops[1]).toMatchObject({ name: "server", state: "failed", found: sentence });
    expect(found.first?.name).toBe("server");
  });

  it.each([
    [{ voice: "Flite “rms”", judges: true }, /^speaks as Flite “rms”, and tells speech from noise$/, undefined],
    [{ voice: null, judges: true }, undefined, /no voice/],
    [{ voice: "Piper “Amy”", judges: false }, undefined, /Silero is missing/],
    [null, undefined, undefined],
    [undefined, undefined, undefined],
  ])("says what the interviewer has to speak with: %j", async (interviewer, found, failed) => {
    const other = createServer((_, answer) => answer.end(JSON.stringify({ interviewer })));
    const visit = { url: await listening(other), port: "80", host: "127.0.0.1" };
    const seen = await seeInterviewer(visit).catch((error: unknown) => error as Failed);
    other.close();
    if (failed) expect(seen).toMatchObject({ message: expect.stringMatching(failed), whatToDo: expect.any(String) });
    else if (found) expect(seen).toMatch(found);
    else expect(seen).toBeUndefined();
  });

  it("says that there is no TLS where https was asked for", async () => {
    const plain = createServer((_, answer) => answer.end());
    const found = await examine((await listening(plain)).replace("http:", "https:"));
    plain.close();
    expect(found.hops[0]?.found).toMatch(/does not speak TLS$/);
    expect(found.first?.whatToDo).toMatch(/Give the doctor http:\/\/127/);
  });

  it("says that a certificate is vouched for by nobody", async () => {
    const mail = new SMTPServer({ secure: true, logger: false }); // brings a certificate that it made itself
    mail.on("error", () => {}); // hears of those who do not trust it
    mail.listen(0, "127.0.0.1");
    await once(mail.server, "listening");
    const { port } = mail.server.address() as AddressInfo;
    const found = await examine(`https://127.0.0.1:${port}`);
    mail.close();
    expect(found.hops[0]?.found).toMatch(/^the certificate of 127\.0\.0\.1 /);
    expect(found.first?.name).toBe("page");
  });

  it("wants an address and both halves of an account", async () => {
    expect(await doctor(["grind.example.org"])).toMatchObject({
      code: 1,
      words: expect.stringMatching(/^Say the address/),
    });
    const half = await doctor([], { DOCTOR_EMAIL: "bo@example.com" });
    expect(half).toMatchObject({ code: 1, words: expect.stringMatching(/needed together/) });
  });
});
