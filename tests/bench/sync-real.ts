// Bench: how far tracks lie apart that real senders sent over bad networks through our SFU to the tap, in five minutes
// Among them are a device that hangs, a person who comes back, one who mutes, and one whose clock is fast.
import process from "node:process";
import { setTimeout as after } from "node:timers/promises";
import { version } from "mediasoup";
import { closing } from "./kit/closing.ts";
import { percentile, report, round } from "./kit/figures.ts";
import { type Joined, LossyRoom } from "./kit/lossy-room.ts";

const minutes = Number(process.env["SYNC_MINUTES"] ?? 5);
const clickMs = 500;
const frameMs = 20;
/** More than the crystals of cheap devices. */
const skewPpm = 150;
const goals = { p95Ms: 20, maxMs: 40 };

/** When each frame was really spoken, by its number. */
type Spoken = ReadonlyMap<number, number>;
type Life = (room: LossyRoom, untilMs: number) => Promise<Spoken>;

/** Somebody comes in over a network that loses a tenth. */
async function joined(room: LossyRoom, name: string, delayMs: number, how = {}): Promise<Joined> {
  const person = await room.join(name, how);
  person.relay.weather({ loss: 0.1, delayMs, jitterMs: 15 });
  return person;
}

const left = (untilMs: number): number => untilMs - performance.now();

const lives: Readonly<Record<string, Life>> = {
  async steady(room, untilMs) {
    const { voice } = await joined(room, "steady", 10);
    await voice.speak(left(untilMs));
    return voice.spokenMs;
  },
  async fast(room, untilMs) {
    const { voice } = await joined(room, "fast", 12, { skewPpm });
    await voice.speak(left(untilMs));
    return voice.spokenMs;
  },
  async mutes(room, untilMs) {
    const { voice, producer } = await joined(room, "mutes", 18);
    while (left(untilMs) > 20_000) {
      await voice.speak(12_000);
      await producer.pause();
      await voice.hush(4_000);
      await producer.resume();
    }
    await voice.speak(left(untilMs));
    return voice.spokenMs;
  },
  async hangs(room, untilMs) {
    const { voice } = await joined(room, "hangs", 15);
    while (left(untilMs) > 25_000) {
      await voice.speak(20_000);
      await after(700);
    }
    await voice.speak(left(untilMs));
    return voice.spokenMs;
  },
  async "comes-back"(room, untilMs) {
    const spoken = new Map<number, number>();
    for (let frame = 0; left(untilMs) > 5_000;) {
      const { voice } = await joined(room, "comes-back", 20);
      voice.goOn(frame);
      await voice.speak(Math.min(45_000, left(untilMs)));
      frame = voice.frames;
      for (const it of voice.spokenMs) spoken.set(...it);
      await after(300);
      voice.close();
    }
    return spoken;
  },
};

await closing(async (own) => {
  const room = await LossyRoom.open(Object.keys(lives));
  own(() => room.close());
  const untilMs = performance.now() + minutes * 60_000;
  const all = await Promise.all(
    Object.entries(lives).map(async ([name, life]) => ({ name, spokenMs: await life(room, untilMs) })),
  );
  await after(2_000);
  await room.end();
  const clicks = new Map<number, number[]>();
  for (const { name, spokenMs } of all) {
    const { track, liesMs } = await room.file(name);
    console.log(name, JSON.stringify({ ...track?.counts, ...track?.alignment, streams: track?.streams }));
    for (const [click, heardMs] of clicksOf(spokenMs, liesMs)) {
      clicks.set(click, [...clicks.get(click) ?? [], heardMs]);
    }
  }
  finish([...clicks.values()]);
});
process.exit(0);

/** Where on the time line each click lies that a file holds, by the moment when it was made. */
function clicksOf(spokenMs: Spoken, liesMs: ReadonlyMap<number, number>): Map<number, number> {
  const clicks = new Map<number, number>();
  for (const [frame, fileMs] of liesMs) {
    const spoken = spokenMs.get(frame);
    if (spoken === undefined) continue;
    const click = Math.ceil(spoken / clickMs) * clickMs;
    if (click < spoken + frameMs) clicks.set(click, fileMs + click - spoken);
  }
  return clicks;
}

function finish(clicks: readonly (readonly number[])[]): void {
  const apart = clicks.filter((it) => it.length > 1).map((it) => Math.max(...it) - Math.min(...it));
  const [p95Ms, maxMs] = [round(percentile(apart, 0.95)), round(Math.max(...apart))];
  const figures = { p95Ms, maxMs, minutes, senders: Object.keys(lives).length, clicks: apart.length };
  const met = p95Ms <= goals.p95Ms && maxMs <= goals.maxMs;
  report({ bench: "sync-real", figures, goals, met, versions: { mediasoup: version } });
}
