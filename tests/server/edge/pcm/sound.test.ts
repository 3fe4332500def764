import { beforeEach, describe, expect, it } from "vitest";
import type { RoomView } from "../../../../proto/live/view.ts";
import { PcmSound } from "../../../../server/edge/pcm/sound.ts";
import { AppError } from "../../../../server/kit/errors.ts";
import { fakeTime } from "../../../kit/clock.ts";
import { FakeVoice } from "../../../kit/pcm-house.ts";

type Options = ConstructorParameters<typeof PcmSound>[0];

let time: ReturnType<typeof fakeTime>;
let voices: FakeVoice[];
let refusals: AppError[];
let failed: unknown[];
let mic: string | null;
let sound: PcmSound;

beforeEach(async () => {
  [time, voices, refusals, failed, mic] = [fakeTime(), [], [], [], null];
  const room: Options["room"] = {
    look: () => {
      const tracks = mic === null ? [] : [{ source: "mic", producerId: mic, paused: false }];
      return { seq: 1, view: { people: { me: { tracks } } } as unknown as RoomView };
    },
    async publish(_personId, publication) {
      const refusal = refusals.shift();
      if (refusal) throw refusal;
      if ("make" in publication) await publication.make({} as never);
      return mic = "mic";
    },
    stop: () => undefined,
    interviewerStream: null,
  };
  sound = new PcmSound({
    ...{ ...time, room, personId: "me", ahead: () => false },
    open: () => {
      const voice = new FakeVoice(() => undefined);
      voices.push(voice);
      return Promise.resolve(voice as never);
    },
    onSound: () => undefined,
    onFailed: (error) => failed.push(error),
  });
  await sound.begin();
});

const ends = (voice = voices.at(-1)): void => void voice?.producer.observer.emit("close");
const unavailable = () => new AppError("unavailable", "No worker runs.");

describe("a microphone that speaks PCM", () => {
  it("is sent again when it ended by itself, with what was said meanwhile", async () => {
    mic = null;
    ends();
    sound.hear(Int16Array.of(1, 2, 3));
    await time.live(300);
    expect(voices.map((it) => it.closed)).toEqual([true, false]);
    expect(voices[1]?.heard).toEqual([1, 2, 3]);
  });

  it("is left to one's page when that sends its own", async () => {
    mic = "of the page";
    ends();
    await time.live(10_000);
    expect([voices.length, time.waiting()]).toEqual([1, 0]);
  });

  it("is tried again for a while, and it is said when that does not help", async () => {
    mic = null;
    refusals = Array.from({ length: 5 }, unavailable);
    ends();
    await time.live(300 * 6);
    expect([voices.length, failed]).toEqual([2, []]);
    refusals = Array.from({ length: 100 }, unavailable);
    mic = null;
    ends();
    await time.live(60_000);
    expect([voices.length, failed.length, time.waiting()]).toEqual([2, 1, 0]);
  });

  it("is not tried again by who may not speak any more", async () => {
    mic = null;
    refusals = [new AppError("forbidden", "You were not given the microphone.")];
    ends();
    await time.live(60_000);
    expect([voices.length, failed]).toEqual([1, []]);
  });

  it("is gone when it is closed, twice as well", async () => {
    await Promise.all([sound.close(), sound.close()]);
    ends();
    sound.hear(Int16Array.of(1));
    await time.live(10_000);
    expect([voices.map((it) => it.closed), voices[0]?.heard, time.waiting()]).toEqual([[true], [], 0]);
  });
});
