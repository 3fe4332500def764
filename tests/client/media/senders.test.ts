import { describe, expect, it } from "vitest";
import { Senders } from "../../../client/media/senders.ts";
import type { Way } from "../../../client/media/way.ts";
import { fakeLive, refused } from "../fake-live.ts";

function fakeWay({ refuses = false } = {}) {
  const produced: { track: MediaStreamTrack; stopTracks: boolean; zeroRtpOnPause: boolean; paused: boolean }[] = [];
  const way = {
    closed: false,
    device: { sendRtpCapabilities: { codecs: [] } },
    send: {
      produce: (options: { track: MediaStreamTrack; stopTracks: boolean; zeroRtpOnPause: boolean }) => {
        if (refuses) return Promise.reject(refused("forbidden"));
        const producer = {
          ...options,
          paused: false,
          closed: false,
          pause: () => void (producer.paused = true),
          resume: () => void (producer.paused = false),
          close: () => void (producer.closed = true),
          replaceTrack: ({ track }: { track: MediaStreamTrack }) => Promise.resolve(void (producer.track = track)),
        };
        produced.push(producer);
        return Promise.resolve(producer);
      },
    },
  };
  return { way: way as unknown as Way, produced };
}

const track = (id: string): MediaStreamTrack => ({ id, enabled: true }) as MediaStreamTrack;

async function sending() {
  const live = fakeLive();
  const senders = new Senders((name, wish) => live.ask(name, wish));
  const first = fakeWay();
  await senders.moveTo(first.way);
  await senders.publish("mic", track("one"));
  return { live, senders, first };
}

describe("sending one's own streams", () => {
  it("never stops the clock of a stream, nor the track that belongs to a device", async () => {
    const { first } = await sending();
    expect(first.produced[0]).toMatchObject({ stopTracks: false, zeroRtpOnPause: false });
  });

  it("is silent before anybody is told, and opens when the server agrees", async () => {
    const { live, senders, first } = await sending();
    const pausing = senders.pause("mic", true);
    expect(first.produced[0]?.paused).toBe(true);
    await pausing;
    expect(live.wishes("track:pause")).toEqual([{ source: "mic", paused: true }]);
    live.say["track:pause"] = () => refused("forbidden");
    await expect(senders.pause("mic", false)).rejects.toThrow("forbidden");
    expect(first.produced[0]?.paused).toBe(true);
  });

  it("takes another device without a new stream, muted as the one before", async () => {
    const { senders, first } = await sending();
    await senders.pause("mic", true);
    const other = track("two");
    await senders.replace("mic", other);
    expect(first.produced).toHaveLength(1);
    expect([first.produced[0]?.track, other.enabled]).toEqual([other, false]);
  });

  it("sends the same tracks over the next way, paused as they were", async () => {
    const { senders } = await sending();
    await senders.pause("mic", true);
    const next = fakeWay();
    expect(await senders.moveTo(next.way)).toEqual([]);
    expect(next.produced.map((it) => [it.track.id, it.paused])).toEqual([["one", true]]);
  });

  it("names what the server takes no more after a move", async () => {
    const { senders } = await sending();
    expect(await senders.moveTo(fakeWay({ refuses: true }).way)).toEqual(["mic"]);
    expect(senders.has("mic")).toBe(false);
  });

  it("tells the server that it ends, unless the server ended it", async () => {
    const { live, senders } = await sending();
    await senders.close("mic", true);
    expect(live.wishes("track:close")).toEqual([]);
    await senders.publish("camera", track("eye"));
    await senders.close("camera");
    await senders.close("camera");
    expect(live.wishes("track:close")).toEqual([{ source: "camera" }]);
  });

  it("leaves nothing behind at the server when it ends while it begins", async () => {
    const { live, senders } = await sending();
    const publishing = senders.publish("camera", track("eye"));
    await senders.close("camera", true);
    await publishing;
    expect(live.wishes("track:close")).toEqual([{ source: "camera" }]);
  });

  it("keeps what is published while there is no way, and sends it on the next", async () => {
    const live = fakeLive();
    const senders = new Senders((name, wish) => live.ask(name, wish));
    await senders.publish("mic", track("one"));
    const { way, produced } = fakeWay();
    await senders.moveTo(way);
    expect(produced).toHaveLength(1);
  });
});
