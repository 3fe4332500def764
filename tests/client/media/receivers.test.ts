import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ConsumerOffer } from "../../../proto/live/media.ts";
import { Receivers } from "../../../client/media/receivers.ts";
import type { Way } from "../../../client/media/way.ts";
import { fakeLive, person, refused } from "../fake-live.ts";

beforeEach(() => performance.clearMarks());

function fakeWay() {
  const consumers = new Map<string, { closed: boolean }>();
  const way = {
    device: { recvRtpCapabilities: { codecs: [] } },
    receive: {
      consume: ({ id, kind }: { id: string; kind: string }) => {
        const consumer = { id, kind, closed: false, close: () => void (consumer.closed = true) };
        consumers.set(id, consumer);
        return Promise.resolve(consumer);
      },
    },
  };
  return { way: way as unknown as Way, consumers };
}

const offer = (producerId: string): ConsumerOffer => ({
  consumerId: `c-${producerId}`,
  producerId,
  personId: "ann",
  kind: producerId.startsWith("v") ? "video" : "audio",
  rtpParameters: {},
});
const mic = (producerId: string) => ({ producerId, source: "mic" as const, paused: false });
const sending = (id: string, ...producerIds: string[]) => person(id, { tracks: producerIds.map(mic) });

function receiving(offered: (id: string) => boolean = () => true) {
  const live = fakeLive({
    "track:consume": ({ producerIds }) => ({ offers: producerIds.filter(offered).map(offer) }),
  });
  const receivers = new Receivers((name, wish) => live.ask(name, wish));
  const { way, consumers } = fakeWay();
  receivers.moveTo(way);
  return { live, receivers, consumers };
}
const had = (receivers: Receivers) => receivers.all().map((it) => it.producerId);

describe("receiving what the view names", () => {
  it("asks once for all that is missing, and starts it once", async () => {
    const { live, receivers } = receiving();
    receivers.show({ me: sending("me", "own"), ann: sending("ann", "a", "b"), bob: sending("bob", "c") }, "me");
    await vi.waitFor(() => expect(had(receivers)).toEqual(["a", "b", "c"]));
    expect(live.wishes("track:consume").map((it) => it.producerIds)).toEqual([["a", "b", "c"]]);
    expect(live.wishes("track:play")).toEqual([{ consumerIds: ["c-a", "c-b", "c-c"], playing: true }]);
  });

  it("lets go of what is no longer there", async () => {
    const { receivers, consumers } = receiving();
    receivers.show({ ann: sending("ann", "a", "b") }, "me");
    await vi.waitFor(() => expect(had(receivers)).toEqual(["a", "b"]));
    receivers.show({ ann: sending("ann", "b") }, "me");
    await vi.waitFor(() => expect(had(receivers)).toEqual(["b"]));
    expect(consumers.get("c-a")?.closed).toBe(true);
  });

  it("does not ask again for what it was not offered, until that may have changed", async () => {
    let open = false;
    const { live, receivers } = receiving((id) => id !== "secret" || open);
    receivers.show({ ann: sending("ann", "a", "secret") }, "me");
    await vi.waitFor(() => expect(had(receivers)).toEqual(["a"]));
    receivers.show({ ann: sending("ann", "a", "secret") }, "me");
    await vi.waitFor(() => expect(live.wishes("track:consume")).toHaveLength(1));
    open = true;
    receivers.tryAgain();
    await vi.waitFor(() => expect(had(receivers)).toEqual(["a", "secret"]));
  });

  it("receives everything again over another way", async () => {
    const { live, receivers, consumers } = receiving();
    receivers.show({ ann: sending("ann", "a") }, "me");
    await vi.waitFor(() => expect(had(receivers)).toEqual(["a"]));
    const next = fakeWay();
    receivers.moveTo(next.way);
    expect(consumers.get("c-a")?.closed).toBe(true);
    await vi.waitFor(() => expect(next.consumers.size).toBe(1));
    expect(live.wishes("track:consume")).toHaveLength(2);
  });

  it("tries again after a failure", async () => {
    vi.useFakeTimers();
    const { live, receivers } = receiving();
    live.say["track:consume"] = () => refused("unavailable");
    receivers.show({ ann: sending("ann", "a") }, "me");
    await vi.advanceTimersByTimeAsync(100);
    live.say["track:consume"] = ({ producerIds }) => ({ offers: producerIds.map(offer) });
    await vi.advanceTimersByTimeAsync(1_100);
    expect(had(receivers)).toEqual(["a"]);
    vi.useRealTimers();
  });

  it("keeps nothing that was over before it was ready", async () => {
    const { receivers, consumers } = receiving();
    receivers.show({ ann: sending("ann", "a") }, "me");
    receivers.show({ ann: sending("ann") }, "me");
    await vi.waitFor(() => expect([...consumers.values()].every((it) => it.closed)).toBe(true));
    expect(had(receivers)).toEqual([]);
  });
});
