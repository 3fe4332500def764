// Bots of ours, each with somebody who speaks to it, on the runtime that serves.
import process from "node:process";
import { setTimeout as after } from "node:timers/promises";
import { openBooth } from "../../../server/adapters/speaker/booth.ts";
import { openSound } from "../../../server/interviewer/bridge/sound.ts";
import { systemClock } from "../../../server/kit/clock.ts";
import { silentLog } from "../../../server/kit/log.ts";
import { codecs } from "../../../server/rooms/media/codecs.ts";
import { DirectListener, DirectVoice, voicePackets } from "../../kit/direct-voice.ts";
import { openPool } from "../../kit/rtc-room.ts";
import { voiceOf } from "../../kit/sound.ts";
import { Bot, type Stage } from "./bot.ts";
import type { BotCalls } from "./bots.ts";
import { answerLines } from "./lines.ts";
import { phraseOf } from "./phrase.ts";

const pool = await openPool();
const worker = pool.homes[0]?.worker;
if (!worker) throw new Error("no media worker runs");
const sound = openSound({ clock: systemClock, log: silentLog });
const packets = await voicePackets(voiceOf(3), 300);
const text = "I would count how many people come in one hour.";
/** A greeting is over by then. */
const greetingMs = 5_000;
const bots: Bot[] = [];
let stage: Stage | undefined;
const wait = (ms: number): Promise<void> => after(ms);

async function setUp(url: string, socket: string): Promise<Stage> {
  const booth = openBooth({ socket, log: silentLog });
  await booth.ready();
  return { sound, booth, url, phrase: await phraseOf(booth, text) };
}

await answerLines<BotCalls>({
  async open({ bots: more, url, booth }) {
    stage ??= await setUp(url, booth);
    for (let n = 0; n < more; n++) {
      const router = await worker.createRouter({ mediaCodecs: codecs });
      bots.push(await Bot.open(stage, { router, number: bots.length }));
    }
    await wait(greetingMs);
    return null;
  },
  async talk({ forMs }) {
    bots.forEach((it) => it.times());
    const end = performance.now() + forMs;
    await Promise.all(bots.map(async (it, n) => {
      // Not all at the same moment.
      await wait(n * 4_000 / bots.length);
      while (performance.now() < end) await it.turn(wait);
    }));
    await wait(300);
    return bots.map((it) => it.times());
  },
  async echo({ voices, forMs }) {
    const router = await worker.createRouter({ mediaCodecs: codecs });
    const open = await Promise.all(Array.from({ length: voices }, async () => {
      const voice = await DirectVoice.open(router, packets);
      const listener = await DirectListener.open(router, voice.producer.id);
      return { voice, listener };
    }));
    await wait(forMs);
    open.forEach((it) => it.voice.close());
    router.close();
    return { packets: open.reduce((sum, it) => sum + it.listener.packets.length, 0) };
  },
  async memory() {
    return { mb: process.memoryUsage().rss / 1024 / 1024 };
  },
});
