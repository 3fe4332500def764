import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as after } from "node:timers/promises";
import { WebSocket } from "ws";
import { end } from "./bare.ts";
import { ensureJanus } from "./janus-package.mjs";
import { JanusTalk } from "./janus-talk.ts";
import type { Sfu } from "./sfu.ts";

const room = 1;
type Options = {
  name: string;
  crypto: "nss" | "openssl";
  address: string;
  port: number;
  media: string;
  /** All that is published is written down there. */
  recordIn?: string;
};

/** Starts Janus with a room of its own, in the configuration that is its best here: two event loops and plain ICE-lite. */
export async function startJanus(options: Options): Promise<Sfu> {
  const { name, crypto } = options;
  const janus = await ensureJanus({ crypto, say: (sentence) => console.log(sentence) });
  const home = mkdtempSync(join(tmpdir(), "gs-bench-janus-"));
  configure(home, { ...janus, ...options });
  const args = ["-F", home, "-C", join(home, "janus.jcfg"), "--disable-colors"];
  const env = { ...process.env, ...janus.env };
  const child = spawn(janus.executable, args, { env, cwd: home, stdio: ["ignore", "ignore", "inherit"] });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const talk = new JanusTalk(await connect(`ws://127.0.0.1:${options.port}`, gone));
  await talk.open();
  const keeper = await talk.attach("janus.plugin.videoroom");
  const codecs = { audiocodec: "opus", videocodec: "vp8", opus_fec: true };
  const { recordIn } = options;
  const record = recordIn === undefined ? { record: false } : { record: true, rec_dir: recordIn };
  await keeper.ask({ request: "create", room, publishers: 100, notify_joining: false, ...record, ...codecs });
  const feeds: number[] = [];
  return {
    name,
    version: `${await talk.version()}, libsrtp with ${crypto}`,
    pid: child.pid ?? -1,
    async publish(offer) {
      const handle = await talk.attach("janus.plugin.videoroom");
      const body = { request: "joinandconfigure", ptype: "publisher", room, audio: true, video: false };
      const { data, jsep } = await handle.ask(body, { type: "offer", sdp: offer });
      feeds.push(Number(data["id"]));
      if (recordIn === undefined) await after(500); // a feed cannot be subscribed to at once
      return { answer: jsep?.sdp ?? "" };
    },
    async listen() {
      const handle = await talk.attach("janus.plugin.videoroom");
      const streams = feeds.map((feed) => ({ feed }));
      const { jsep } = await handle.ask({ request: "join", ptype: "subscriber", room, streams });
      return {
        offer: jsep?.sdp ?? "",
        accept: async (sdp) => void await handle.ask({ request: "start" }, { type: "answer", sdp }),
      };
    },
    async close() {
      talk.close();
      if (child.exitCode === null && child.signalCode === null) await end(child.pid, gone);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

type Places = { plugins: string; transports: string; address: string; port: number; media: string };

function configure(home: string, { plugins, transports, address, port, media }: Places): void {
  const empty = join(home, "none");
  mkdirSync(empty);
  const write = (name: string, text: string): void => writeFileSync(join(home, name), text);
  write(
    "janus.jcfg",
    `general: {
  configs_folder = "${home}"
  plugins_folder = "${plugins}"
  transports_folder = "${transports}"
  events_folder = "${empty}"
  loggers_folder = "${empty}"
  debug_level = 2
  event_loops = 2
  session_timeout = 0
}
media: { rtp_port_range = "${media}" }
nat: { ice_lite = true, ice_tcp = false, full_trickle = false, ice_enforce_list = "${address}" }
plugins: { disable = "${others.map((it) => `libjanus_${it}.so`).join(",")}" }
transports: { disable = "libjanus_http.so,libjanus_mqtt.so,libjanus_nanomsg.so,libjanus_pfunix.so,libjanus_rabbitmq.so" }
`,
  );
  write("janus.plugin.videoroom.jcfg", "general: { }\n");
  write(
    "janus.transport.websockets.jcfg",
    `general: { json = "compact", ws = true, ws_port = ${port}, ws_ip = "127.0.0.1", wss = false }\n`,
  );
}

const others = ["audiobridge", "duktape", "echotest", "lua", "nosip", "recordplay", "sip", "streaming", "textroom"];

async function connect(url: string, gone: Promise<void>): Promise<WebSocket> {
  let over = false;
  void gone.then(() => over = true);
  for (let tries = 0; tries < 100 && !over; tries++) {
    const socket = new WebSocket(url, "janus-protocol");
    const open = await new Promise<boolean>((resolve) =>
      socket.once("open", () => resolve(true)).once("error", () => resolve(false))
    );
    if (open) return socket;
    await after(100);
  }
  throw new Error("Janus did not start");
}
