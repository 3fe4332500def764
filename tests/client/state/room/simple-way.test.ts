import { createRoot } from "solid-js";
import { describe, expect, it } from "vitest";
import { Emitter } from "../../../../client/kit/emitter.ts";
import type { PcmCall, SimpleNow } from "../../../../client/media/pcm-call.ts";
import { createSimpleWay, type SimpleWay } from "../../../../client/state/room/simple-way.ts";
import { freshStore } from "../../fake-media.ts";

const off: SimpleNow = { state: "off", byItself: false, unsentMs: 0, refusal: undefined, trouble: undefined };

function open(store = freshStore()) {
  const used: boolean[] = [];
  const call = {
    simple: new Emitter() as PcmCall["simple"],
    now: off,
    use: (simple: boolean) => (used.push(simple), Promise.resolve()),
    interviewIs: () => undefined,
  };
  const simple = createRoot((dispose): SimpleWay => {
    const made = createSimpleWay({ call, view: () => undefined, me: () => undefined, store, able: () => true });
    dispose();
    return made;
  });
  return { simple, used, store };
}

describe("the simple connection", () => {
  it("is used from a press on, and again when the tab is loaded anew", async () => {
    const { simple, used, store } = open();
    expect(used).toEqual([]);
    await simple.choose(true);
    expect(used).toEqual([true]);
    expect(open(store).used).toEqual([true]);
  });

  it("is forgotten with the press that goes back", async () => {
    const { simple, used, store } = open();
    await simple.choose(true);
    await simple.choose(false);
    expect(used).toEqual([true, false]);
    expect(open(store).used).toEqual([]);
  });
});
