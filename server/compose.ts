import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import packageJson from "../package.json" with { type: "json" };
import { openDb } from "./adapters/pg/db.ts";
import { migrate } from "./adapters/pg/migrate.ts";
import { buildFeatures } from "./compose-features.ts";
import type { Demo } from "./compose-kit.ts";
import { openInterviewers, openVoices } from "./compose-interviewer.ts";
import { openLive } from "./compose-live.ts";
import { followNodes } from "./compose-nodes.ts";
import { openPcm } from "./compose-pcm.ts";
import { openStorage } from "./compose-storage.ts";
import { nodeName, openRecorder } from "./compose-recorder.ts";
import { openRecordings, tellOwners } from "./compose-recordings.ts";
import { openStores, type StoresKit } from "./compose-stores.ts";
import type { Config } from "./config.ts";
import { safetyHeaders } from "./edge/headers.ts";
import { listen, makeServer, stopServer } from "./edge/listen.ts";
import { calendarFeed } from "./edge/routes/calendar.ts";
import { connectionRoutes } from "./edge/routes/connection.ts";
import { mediaFiles } from "./edge/routes/media.ts";
import { closeSockets, openSockets, signOut } from "./edge/sockets.ts";
import { StaticPage } from "./edge/static.ts";
import { web } from "./edge/web.ts";
import { lookUpAt, mediaAddress } from "./rooms/announced-address.ts";
import { turnServers } from "./rooms/media/turn.ts";
import { WorkerPool } from "./rooms/media/worker-pool.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const { version } = packageJson;
const graceMs = 10_000;

/** A server that is put together and can be opened. */
export type House = {
  /** Opens the door; resolves with the address. */
  listen(): Promise<string>;
  /** What a person at the terminal should read. */
  welcome(url: string): string;
};

/** Picks the adapters by the settings, builds the features and draws the wires between them. Everything closes with `scope`. */
export async function compose(config: Config, kit: StoresKit): Promise<House> {
  const { scope, log } = kit;
  await Promise.all(
    ["files", "keys"].map((name) => mkdir(join(config.dataDir, name), { recursive: true, mode: 0o700 })),
  );
  const { publicUrl, trustedProxies, host, tls } = config.http;
  const { port: rtcPort, host: rtcHost, announcedAddress: set } = config.rtc;
  const { listenHost, announced } = await mediaAddress(
    { host, rtcHost, set, publicUrl },
    { lookUp: lookUpAt(rtcPort), log },
  );
  const media = scope.own(
    await WorkerPool.open({
      binary: config.rtc.workerBinary,
      listenHost,
      port: rtcPort,
      workers: config.rtc.workers,
      announcedAddress: announced,
      clock: kit.clock,
      log,
    }),
    (it) => it.close(),
  );
  const storage = await openStorage(config, kit);
  const db = scope.own(openDb({ url: config.database.url, log }), (it) => it.close());
  await migrate(db.pool, { dir: join(root, "prisma/migrations"), log });
  const base = await openStores(config, kit, db);
  const node = await nodeName(config.dataDir, kit.ids);
  const recorder = openRecorder({ ...config, ...storage, node }, kit, base);
  const recordings = await openRecordings(config, kit, { ...base, db, storage, recorder, node });
  const features = await buildFeatures(config, kit, { ...base, ...storage, db, recordings });
  const { booth, sound, desk } = openVoices(config, kit);
  const door = { publicUrl, tls: tls !== null, trustedProxies };
  const { accounts, stores: { replies } } = features;
  const app = web({
    ...kit,
    door,
    version,
    replies,
    who: accounts.who,
    routes: [
      ...features.routes,
      ...connectionRoutes({
        ports: () => media.ports,
        address: announced,
        turn: config.rtc.turn !== null,
        interviewer: booth.state,
      }),
    ],
    calendars: calendarFeed(features.calendars),
    media: mediaFiles(recordings.playback),
    redirects: features.redirects,
    page: await StaticPage.open(join(root, "client/dist")),
    ready: async () => {
      media.ready();
      await db.ready();
      await storage.ready();
    },
  });
  const headers = safetyHeaders(tls !== null || (publicUrl?.startsWith("https:") ?? false));
  const server = scope.own(makeServer(app, { tls, headers }), (it) => stopServer(it, graceMs));
  const live = { http: server, door, who: accounts.who, log };
  const sockets = scope.own(openSockets(live), closeSockets);
  features.happened.on("signedOut", (devices) => signOut(sockets, devices), scope.signal);
  tellOwners({ recordings, sockets, ...features, ...kit });
  const rooms = await openLive(kit, {
    pool: media,
    sockets,
    features,
    recorder,
    interviewers: await openInterviewers(config, kit, { booth, sound, desk, ...base }),
    desk,
    iceServers: turnServers({ turn: config.rtc.turn, ...kit }),
  });
  const pcm = openPcm(kit, { http: server, door, live: rooms, features, openVoice: sound.openPcmVoice });
  followNodes(kit, { databaseUrl: config.database.url, rooms: rooms.rooms, sockets, pcm, features });
  return {
    listen: () => listen(server, { host, port: config.http.port, tls }),
    welcome: (url) => welcome(publicUrl ?? url, features.demo),
  };
}

function welcome(url: string, demo: Demo | null): string {
  const lines = [`Grindstone is ready: ${url}`];
  if (demo) {
    lines.push(`Look around with ${demo.email} and the password "${demo.password}", or make an account of your own.`);
  }
  return lines.join("\n");
}
