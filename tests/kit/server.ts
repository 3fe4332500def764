import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Me } from "../../proto/http/account.ts";
import { scryptPasswords } from "../../server/adapters/passwords/scrypt.ts";
import { compose } from "../../server/compose.ts";
import { readConfig } from "../../server/config.ts";
import { type Clock, systemClock } from "../../server/kit/clock.ts";
import { uuidv7 } from "../../server/kit/ids.ts";
import { makeLog } from "../../server/kit/log.ts";
import { Scope } from "../../server/kit/scope.ts";
import { newToken } from "../../server/kit/tokens.ts";
import { startBooth } from "../../server/native/booth.mjs";
import { startTap } from "../../server/native/tap.mjs";
import { workerPlace } from "../../server/native/worker.mjs";
import { quickScrypt } from "./accounts.ts";
import { type Caller, makeCaller } from "./caller.ts";
import { type Backend, type FreshDatabase, freshDatabase } from "./database.ts";
import { addPerson, ids } from "./rows.ts";

/** Somebody with an account, signed in. */
export type Person = Caller & { readonly id: string; readonly name: string; readonly email: string };

export type TestServer = {
  readonly url: string;
  readonly database: FreshDatabase;
  readonly dataDir: string;
  /** The process that writes recordings. */
  readonly tap: Tap | undefined;
  /** Where the process is found that speaks. */
  readonly boothSocket: string | null;
  /** Who signed up first. */
  readonly admin: Person;
  /** Signs somebody up, from an address of their own. */
  person(name: string, more?: { invite?: string }): Promise<Person>;
  /** Somebody who has long been here: their account and device are put straight into the database, which is quick. */
  known(name: string): Promise<Person>;
  /** A browser that nobody has signed in with, from an address of its own. */
  nobody(): Caller;
  /** Log lines so far. */
  readonly lines: readonly string[];
  /** Stops the server in order and starts it again on its database and folder; its address is another one. */
  restart(options?: { meanwhile?: () => Promise<void> }): Promise<void>;
  close(): Promise<void>;
};

type Tap = Awaited<ReturnType<typeof startTap>>;

/** What everybody's password is. */
export const password = "a long enough password";

type Options = {
  backend?: Backend | undefined;
  env?: Readonly<Record<string, string>>;
  clock?: Clock;
  /** With a recorder, as the launcher would give it one. */
  records?: boolean;
  /** With a booth, whose voice the interviewer has, as the launcher would give it one. */
  speaks?: boolean;
  /** The Node that runs both. */
  program?: string;
};

/** Starts the whole server on a free port of this machine, with a database and a folder of its own. */
export async function startServer(options: Options = {}): Promise<TestServer> {
  const { backend, env = {}, clock = systemClock, records = false, speaks = false, program = "node" } = options;
  const scope = new Scope();
  const database = scope.own(await freshDatabase({ backend }), (it) => it.close());
  const dataDir = await mkdtemp(path.join(tmpdir(), "grindstone-server-"));
  scope.own(dataDir, (it) => rm(it, { recursive: true }));
  const tap = records
    ? scope.own(await startTap({ dataDir, program, say: () => undefined }), (it) => it.stop())
    : undefined;
  const booth = speaks ? await openBooth(scope, { dataDir, program }) : undefined;
  const lines: string[] = [];
  const log = makeLog({ level: "debug", format: "json", write: (line) => lines.push(line), now: () => clock.now() });
  const beside = { ...(tap && { GRINDSTONE_TAP: tap.socket }), ...(booth && { GRINDSTONE_BOOTH: booth.socket }) };
  const config = readConfig({ ...settings(dataDir, database.url), ...beside, ...env });
  const passwords = scryptPasswords({ cost: quickScrypt });
  const start = async (): Promise<{ run: Scope; url: string }> => {
    const run = scope.child();
    const house = await compose(config, { clock, ids: uuidv7(clock), log, scope: run, passwords });
    return { run, url: (await house.listen()).replace("localhost", "127.0.0.1") };
  };
  try {
    let { run, url } = await start();
    const nobody = (): Caller => scope.own(makeCaller(url, nextAddress()), (it) => it.close());
    const person = (name: string, more = {}): Promise<Person> => signUp(nobody(), name, more);
    const known = (name: string): Promise<Person> => settle(database, url, { name, clock });
    const restart: TestServer["restart"] = async ({ meanwhile } = {}) => {
      await run.close();
      await meanwhile?.();
      ({ run, url } = await start());
    };
    const admin = await person("Ada");
    return {
      get url() {
        return url;
      },
      ...{
        dataDir,
        tap,
        boothSocket: booth?.socket ?? null,
        database,
        admin,
        person,
        known,
        nobody,
        lines,
        restart,
        close: () => scope.close(),
      },
    };
  } catch (error) {
    await scope.close();
    throw error;
  }
}

async function openBooth(scope: Scope, { dataDir, program }: { dataDir: string; program: string }) {
  const booth = scope.own(startBooth({ dataDir, program, say: () => undefined }), (it) => it.stop());
  await booth.ready;
  return booth;
}

/** Every person comes through a proxy from elsewhere, so that limits per address do not add up. */
function settings(dataDir: string, databaseUrl: string): Record<string, string> {
  return {
    NODE_ENV: "test",
    HOST: "127.0.0.1",
    PORT: "0",
    RTC_PORT: "0",
    TRUST_PROXY: "1",
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    MEDIASOUP_WORKER_BIN: workerPlace().bin,
  };
}

let people = 0;

async function signUp(caller: Caller, name: string, more: { invite?: string }): Promise<Person> {
  const email = `${name.toLowerCase()}-${++people}@example.com`;
  const me: Me = await caller.post("/account/sign-up", { body: { name, email, password, ...more } });
  return { ...caller, id: me.id, name, email };
}

/** Has the password of whoever signed up first. */
async function settle(
  { db }: FreshDatabase,
  url: string,
  { name, clock }: { name: string; clock: Clock },
): Promise<Person> {
  const { passwordHash } = await db.prisma.person.findFirstOrThrow({ where: { admin: true } });
  const id = await addPerson(db, name);
  const { email } = await db.prisma.person.update({ where: { id }, data: { passwordHash } });
  const { token, hash } = newToken();
  const now = new Date(clock.now());
  const times = { createdAt: now, lastSeenAt: now, expiresAt: new Date(clock.now() + 86_400_000) };
  await db.prisma.device.create({ data: { id: ids.next(), personId: id, tokenHash: hash, label: "Test", ...times } });
  return { ...makeCaller(url, nextAddress(), new Map([["grindstone", token]])), id, name, email };
}

let addresses = 0;

/** One of the addresses that are set aside for examples and tests. */
function nextAddress(): string {
  addresses++;
  return `198.18.${addresses >> 8}.${addresses & 255}`;
}
