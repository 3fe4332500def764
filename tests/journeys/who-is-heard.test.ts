import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { geminiInterviewer } from "../../server/adapters/interviewer/gemini/gemini.ts";
import { handoverMs } from "../../server/domain/seat/turns.ts";
import { openSound, type Sound } from "../../server/interviewer/bridge/sound.ts";
import { systemClock } from "../../server/kit/clock.ts";
import { silentLog } from "../../server/kit/log.ts";
import type { InterviewerLine } from "../../server/ports/interviewer.ts";
import type { HeardVoice, Interviewers } from "../../server/rooms/interviewers.ts";
import { Interviewing } from "../../server/rooms/interviewing.ts";
import type { RoomMedia } from "../../server/rooms/media/room-media.ts";
import type { WorkerPool } from "../../server/rooms/media/worker-pool.ts";
import { toneLevel, tonePackets } from "../kit/direct-voice.ts";
import { type FakeService, startFakeGemini } from "../kit/fake-gemini/server.ts";
import type { RtcPeer } from "../kit/rtc-peer.ts";
import { come, openPool, openRoom } from "../kit/rtc-room.ts";
import { comes, type Scene, scene } from "../kit/seat-room.ts";
import { until } from "../kit/until.ts";

const tones = { ann: 500, ben: 1_200, cat: 1_900, dan: 2_600, eva: 3_300, fay: 4_000 };
type Name = keyof typeof tones;
type Turn = {
  readonly name: string;
  /** What they had sent when it began, and by then when the first of it was heard. */
  readonly sentBefore: number;
  sentFirst: number | undefined;
  frames: number;
  received: number;
  readonly holes: number[];
};
const names = Object.keys(tones) as Name[];
const handOvers = 20;
/** 500 ms of packets, by the clock of who sends them. */
const handOverPackets = 25;
/** How much of each turn goes to the provider before the next. */
const turnFrames = 12;

let pool: WorkerPool;
let media: RoomMedia;
let sound: Sound;
let service: FakeService;
let room: Scene;
let interviewing: Interviewing;
const peers = new Map<string, RtcPeer>();
const sentBy = (name: string): number => peers.get(name)?.frames() ?? 0;
/** Who was to be heard, one turn after the other, and how many frames came meanwhile. */
const turns: Turn[] = [];

beforeAll(async () => {
  [pool, service] = [await openPool(), await startFakeGemini({ setupMs: 1 })];
  media = await openRoom(pool);
  sound = openSound({ clock: systemClock, log: silentLog });
  for (const name of names) {
    const peer = await come(media, name);
    peer.speech = await tonePackets(tones[name]);
    await peer.publish();
    peers.set(name, peer);
  }
});
beforeEach(() => {
  turns.length = service.fake.turns.length = 0;
  room = names.reduce((it, name) => it.now(comes(name)), scene("ai")).now({ kind: "seat taken", by: "ann" });
  interviewing = open();
});
afterEach(() => interviewing.close());
afterAll(async () => {
  for (const it of peers.values()) it.close();
  await Promise.all([media.close(), sound.close(), service.close()]);
  await pool.close();
});

/** All that its bridge hears goes to the provider, whoever it is of: a session for each whom it is to hear. */
const passesAllOn: Interviewers = {
  open() {
    let line: Passed | undefined;
    const bridge = sound.openBridge({
      frame({ pcm, lost }) {
        const turn = turns.at(-1);
        if (turn) note(turn, lost);
        line?.hear(pcm);
      },
      speaking: () => undefined,
    });
    const nothing = (): void => undefined;
    return {
      place: (router) => bridge.place(router),
      async hears(voices) {
        const heard = bridge.hears(voices);
        line?.end();
        line = voices.length > 0 ? passed(voices) : undefined;
        await heard;
      },
      ...{ turnsTo: nothing, typed: nothing, takeYourTime: nothing, localOnly: nothing },
      ...{ thinkTime: nothing, timeLeft: nothing, close: () => bridge.close() },
    };
  },
};

function note(turn: Turn, lost: boolean): void {
  if (lost) turn.holes.push(turn.frames);
  else {
    turn.sentFirst ??= sentBy(turn.name);
    turn.received++;
  }
  turn.frames++;
}

type Passed = { hear(pcm: Int16Array): void; end(): void };

function passed(voices: readonly HeardVoice[]): Passed {
  const candidate = voices.map((it) => it.name).join(" and ");
  turns.push({
    ...{ name: candidate, sentBefore: sentBy(candidate), sentFirst: undefined },
    ...{ frames: 0, received: 0, holes: [] },
  });
  const held: Int16Array[] = [];
  let [ready, over] = [false, false];
  const line: InterviewerLine = geminiInterviewer({
    ...{ apiKey: "fake-key", model: "gemini-3.8-live", voice: "Kore", baseUrl: service.url, log: silentLog },
  }).open({
    brief: {
      ...{ candidate, minutes: 45, leftMs: 1, speakers: [], prepNotes: null, soFar: null, turnsFrom: null },
      task: { title: "A task", kind: "coding", brief: "Count.", rubric: [], plan: [] },
    },
    ...{ opening: "waits", standsIn: false, handle: null },
    tells: {
      ...{ sound: () => undefined, said: () => undefined, heard: () => undefined, turnComplete: () => undefined },
      wrote: () => undefined,
      ...{ interrupted: () => undefined, wants: () => undefined, cancelled: () => undefined },
      ...{ handle: () => undefined, goingAway: () => undefined, closed: () => undefined },
      ready() {
        ready = true;
        queueMicrotask(begin);
      },
    },
  });
  const begin = (): void => {
    line.speechBegan();
    for (const pcm of held.splice(0)) line.hear(pcm);
    if (over) line.speechEnded();
  };
  return {
    hear: (pcm) => ready ? line.hear(pcm) : void held.push(pcm),
    end() {
      over = true;
      if (ready) line.speechEnded();
    },
  };
}

const open = (): Interviewing =>
  new Interviewing({
    interviewers: passesAllOn,
    session: { id: "session", grind: null, task: { id: "task", title: "A task", minutes: 45 } },
    ...{ state: () => room.room, media, memory: undefined, log: silentLog },
    says: {
      ...{ caption: () => undefined, note: () => undefined, notice: () => undefined, done: () => undefined },
      ...{ goesOn: () => undefined, changed: () => undefined, remembers: () => undefined },
    },
  });

/** The room does what its rules said, until enough was heard of the next turn. */
const follow = async (): Promise<void> => {
  const before = turns.length;
  await interviewing.follow();
  await until(() => turns.length > before && (turns.at(-1)?.received ?? 0) >= turnFrames);
};
/** Windows of 100 ms, each overlapping the next, but for those with a hole: a tone that is cut off sounds like many. */
const windows = (pcm: Int16Array, holes: readonly number[]): Int16Array[] => {
  const starts = Array.from({ length: Math.max(0, Math.floor((pcm.length - 1_600) / 400)) }, (_, n) => n * 400);
  const whole = (from: number): boolean => holes.every((it) => it * 320 + 640 < from || it * 320 - 320 > from + 1_600);
  return starts.filter(whole).map((from) => pcm.subarray(from, from + 1_600));
};
const loudest = (parts: readonly Int16Array[], hertz: number): number =>
  Math.max(...parts.map((it) => toneLevel(it, hertz, 16_000)));

describe("whom the interviewer hears", () => {
  it("is the seat alone, at the provider's end too, over twenty hand-overs while all six send", async () => {
    room = room.now({ kind: "interview started", by: "ann", freshId: "first" });
    await follow();
    for (let n = 1; n <= handOvers; n++) {
      const [from, to] = [names[(n - 1) % names.length], names[n % names.length]];
      if (!from || !to) throw new Error("nobody is there");
      room = room.now({ kind: "seat given", by: from, to }).after(handoverMs);
      await follow();
    }
    room = room.now({ kind: "interview ended", by: room.room.seatId ?? "" });
    await interviewing.follow();
    await until(() => service.fake.turns.length === turns.length);

    const unheard = turns.slice(1).map((it) => (it.sentFirst ?? Infinity) - it.sentBefore).toSorted((a, b) => a - b);
    // A machine that is busy elsewhere may hold one of them up.
    expect(unheard[handOvers - 2], `packets before the first that was heard: ${unheard.join(" ")}`)
      .toBeLessThanOrEqual(handOverPackets);
    expect(turns.map((it) => it.name)).toEqual(turns.map((_, n) => names[n % names.length]));
    const heard = service.fake.turns.toSorted((a, b) => a.session - b.session).map(({ turn }) =>
      Int16Array.from(turn.pcm.flatMap((it) => [...it]))
    );
    heard.forEach((pcm, n) => {
      const { name, frames = 0, holes = [] } = turns[n] ?? {};
      const parts = windows(pcm, holes);
      expect(pcm.length, `turn ${n} is whole`).toBe(frames * 320);
      expect(loudest(parts, tones[name as Name]), `${name} in turn ${n}`).toBeGreaterThan(-20);
      // A window would hide a single frame of somebody else at an end.
      const ends = [pcm.subarray(0, 640), pcm.subarray(-640)];
      for (const other of names.filter((it) => it !== name)) {
        expect(loudest(parts, tones[other]), `${other} in turn ${n} of ${name}`).toBeLessThan(-60);
        expect(loudest(ends, tones[other]), `${other} at an end of turn ${n} of ${name}`).toBeLessThan(-45);
      }
    });
  }, 120_000);

  it("is nobody once the interview is over, whoever sends", async () => {
    room = room.now({ kind: "interview started", by: "ann", freshId: "first" });
    await follow();
    room = room.now({ kind: "interview ended", by: "ann" });
    const over = interviewing.follow();
    const before = turns.at(-1)?.frames;
    await over;
    await peers.get("ann")?.sent(30);
    expect(turns.map((it) => it.frames)).toEqual([before]);
  });
});
