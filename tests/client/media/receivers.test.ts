import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ConsumerOffer } from "../../../proto/live/media.ts";
import { interviewerVoice, type RoomView } from "../../../proto/live/view.ts";
import { aiScenes } from "../../../client/pages/gallery/ai-scenes.ts";
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
const show = (receivers: Receivers, people: RoomView["people"], interviewer: RoomView["interviewer"] = null) =>
  receivers.show({ people, interviewer }, "me");
const had = (receivers: Receivers) => receivers.all().map((it) => it.producerId);

describe("receiving what the view names", () => {
  it("asks once for all that is missing, and starts it once", async () => {
    const { live, receivers } = receiving();
    show(receivers, { me: sending("me", "own"), ann: sending("ann", "a", "b"), bob: sending("bob", "c") });
    await vi.waitFor(() => expect(had(receivers)).toEqual(["a", "b", "c"]));
    expect(live.wishes("track:consume").map((it) => it.producerIds)).toEqual([["a", "b", "c"]]);
    expect(live.wishes("track:play")).toEqual([{ consumerIds: ["c-a", "c-b", "c-c"], playing: true }]);
  });

  it("receives the AI interviewer as one more voice, and lets go of it", async () => {
    const { receivers } = receiving();
    const interviewer = aiScenes["ai-listening"]?.view?.interviewer ?? null;
    show(receivers, { ann: sending("ann", "a") }, interviewer);
    await vi.waitFor(() => expect(had(receivers)).toEqual(["a", "ai"]));
    expect(receivers.of(interviewerVoice, "mic")?.producerId).toBe("ai");
    show(receivers, { ann: sending("ann", "a") });
    await vi.waitFor(() => expect(had(receivers)).toEqual(["a"]));
  });

  it("lets go of what is no longer there", async () => {
    const { receivers, consumers } = receiving();
    show(receivers, { ann: sending("ann", "a", "b") });
    await vi.waitFor(() => expect(had(receivers)).toEqual(["a", "b"]));
    show(receivers, { ann: sending("ann", "b") });
    await vi.waitFor(() => expect(had(receivers)).toEqual(["b"]));
    expect(consumers.get("c-a")?.closed).toBe(true);
  });

  it("does not ask again for what it was not offered, until that may have changed", async () => {
    let open = false;
    const { live, receivers } = receiving((id) => id !== "secret" || open);
    show(receivers, { ann: sending("ann", "a", "secret") });
    await vi.waitFor(() => expect(had(receivers)).toEqual(["a"]));
    show(receivers, { ann: sending("ann", "a", "secret") });
    await vi.waitFor(() => expect(live.wishes("track:consume")).toHaveLength(1));
    open = true;
    receivers.tryAgain();
    await vi.waitFor(() => expect(had(receivers)).toEqual(["a", "secret"]));
  });

  it("receives everything again over another way", async () => {
    const { live, receivers, consumers } = receiving();
    show(receivers, { ann: sending("ann", "a") });
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
    show(receivers, { ann: sending("ann", "a") });
    await vi.advanceTimersByTimeAsync(100);
    live.say["track:consume"] = ({ producerIds }) => ({ offers: producerIds.map(offer) });
    await vi.advanceTimersByTimeAsync(1_100);
    expect(had(receivers)).toEqual(["a"]);
    vi.useRealTimers();
  });

  it("keeps nothing that was over before it was ready", async () => {
    const { receivers, consumers } = receiving();
    show(receivers, { ann: sending("ann", "a") });
    show(receivers, { ann: sending("ann") });
    await vi.waitFor(() => expect([...consumers.values()].every((it) => it.closed)).toBe(true));
    expect(had(receivers)).toEqual([]);
  });
});
