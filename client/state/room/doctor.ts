import { type Accessor, createSignal, onCleanup } from "solid-js";
import { type Live, openLive } from "../../api/live.ts";
import { asRefusal } from "../../kit/refusal.ts";
import { troubleOf } from "../../media/device-problem.ts";
import { EchoWay } from "../../media/echo-way.ts";
import { testTone } from "../../media/test-tone.ts";
import type { AppState } from "../app-state.ts";
import { doctorWords, microphoneWords } from "./doctor-words.ts";

/** The way of sound from here to the server, in the order in which it is tried, and who answers there. */
export const hops = ["page", "socket", "udp", "tcp", "turn", "microphone", "interviewer"] as const;
export type HopName = (typeof hops)[number];
export type HopState = "waiting" | "running" | "ok" | "failed" | "skipped";

export type Hop = {
  readonly name: HopName;
  readonly state: HopState;
  /** How long it took, when it worked. */
  readonly tookMs: number | undefined;
  /** What was found and, after a failure, what to do. */
  readonly sentence: string | undefined;
};

/** Tries the way of sound hop by hop. */
export interface Doctor {
  hops: Accessor<readonly Hop[]>;
  running: Accessor<boolean>;
  /** The first hop that failed, when all were tried. */
  firstFailed: Accessor<Hop | undefined>;
  /** Tries all of them, again if it must. */
  run(): Promise<void>;
}

/** What the doctor tries things with; tests give their own. */
export type DoctorParts = {
  readonly openLive: () => Live;
  readonly openWay: typeof EchoWay.open;
  readonly testTone: typeof testTone;
  readonly getUserMedia: () => Promise<MediaStream>;
};

const ours: DoctorParts = {
  openLive,
  openWay: EchoWay.open,
  testTone,
  // Missing on plain http: that it then throws is what is to be found out.
  getUserMedia: async () => await navigator.mediaDevices.getUserMedia({ audio: true }),
};

type Found = { state: "ok" | "failed" | "skipped"; sentence: string };
type Findings = {
  turn: boolean;
  ports: readonly number[];
  interviewer: { voice: string | null; judges: boolean } | null | undefined;
  live: Live | undefined;
};
type Try = (parts: DoctorParts, app: AppState, findings: Findings) => Promise<Found>;

export function createDoctor(app: AppState, parts: DoctorParts = ours): Doctor {
  const [shown, setShown] = createSignal<readonly Hop[]>(hops.map(waiting));
  const [running, setRunning] = createSignal(false);
  let gone = false;
  const set = (hop: Hop): void => void setShown((all) => all.map((it) => it.name === hop.name ? hop : it));

  const tryHop = async (name: HopName, findings: Findings): Promise<void> => {
    set({ name, state: "running", tookMs: undefined, sentence: undefined });
    const from = performance.now();
    const { state, sentence } = await tries[name](parts, app, findings);
    const tookMs = state === "ok" ? Math.round(performance.now() - from) : undefined;
    set({ name, state, sentence, tookMs });
  };
  onCleanup(() => gone = true);
  return {
    hops: shown,
    running,
    firstFailed: () => running() ? undefined : shown().find((it) => it.state === "failed"),
    async run() {
      if (running()) return;
      setShown(hops.map(waiting));
      setRunning(true);
      const findings: Findings = { turn: false, ports: [], interviewer: undefined, live: undefined };
      for (const name of hops) if (!gone) await tryHop(name, findings);
      findings.live?.close();
      setRunning(false);
    },
  };
}

function waiting(name: HopName): Hop {
  return { name, state: "waiting", tookMs: undefined, sentence: undefined };
}

const ok = (sentence: string): Found => ({ state: "ok", sentence });
const failed = (sentence: string): Found => ({ state: "failed", sentence });
const skipped = (sentence: string): Found => ({ state: "skipped", sentence });

const tries: Readonly<Record<HopName, Try>> = {
  async page(_, app, findings) {
    try {
      const { turn, ports, interviewer } = await app.call("GET /connection");
      Object.assign(findings, { turn, ports, interviewer });
      return ok(doctorWords.page.ok);
    } catch (error) {
      return failed(asRefusal(error).code === "offline" ? doctorWords.page.offline : doctorWords.page.failed);
    }
  },
  async socket(parts, _, findings) {
    const live = parts.openLive();
    try {
      await live.ready();
      findings.live = live;
      return ok(doctorWords.socket.ok);
    } catch (error) {
      live.close();
      const { code } = asRefusal(error);
      return failed(code === "unauthenticated" ? doctorWords.socket.signedOut : doctorWords.socket.failed);
    }
  },
  udp: (parts, _, findings) =>
    tryRoute(parts, findings, "udp", { ok: doctorWords.udp.ok, failed: doctorWords.udp.failed(at(findings)) }),
  tcp: (parts, _, findings) =>
    tryRoute(parts, findings, "tcp", { ok: doctorWords.tcp.ok, failed: doctorWords.tcp.failed(at(findings)) }),
  async turn(parts, _, findings) {
    if (!findings.turn) return skipped(doctorWords.turn.none);
    return await tryRoute(parts, findings, "relay", doctorWords.turn);
  },
  async microphone(parts) {
    try {
      const stream = await parts.getUserMedia();
      for (const track of stream.getTracks()) track.stop();
      return ok(doctorWords.microphone.ok);
    } catch (error) {
      return failed(microphoneWords[troubleOf(error)]);
    }
  },
  interviewer: (_, __, { interviewer }) => Promise.resolve(aboutInterviewer(interviewer)),
};

/** Nothing on the way of sound fails with it, so it is never named as what fails first. */
function aboutInterviewer(found: Findings["interviewer"]): Found {
  if (found === undefined) return skipped(doctorWords.skipped);
  if (found === null) return skipped(doctorWords.interviewer.none);
  const { voice, judges } = found;
  if (voice === null) return skipped(doctorWords.interviewer.mute);
  return ok(judges ? doctorWords.interviewer.ok(voice) : doctorWords.interviewer.coarse(voice));
}

/** Sound of our own goes to the server and back by one route alone. */
async function tryRoute(
  { openWay, testTone }: DoctorParts,
  { live }: Findings,
  route: "udp" | "tcp" | "relay",
  say: { ok: string; failed: string },
): Promise<Found> {
  if (!live) return skipped(doctorWords.skipped);
  const tone = testTone();
  try {
    const way = await openWay((name, wish, options) => live.ask(name, wish, options), tone.track, route);
    await way.close();
    return ok(say.ok);
  } catch {
    return failed(say.failed);
  } finally {
    tone.stop();
  }
}

function at({ ports }: Findings): string {
  return ports.length > 0 ? ` at port ${ports.join(", ")}` : "";
}
