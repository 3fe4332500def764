import { describe, expect, it } from "vitest";
import { Exchange } from "../../../../server/interviewer/line/exchange.ts";

const second = (first: number) => ({ kind: "sound", pcm: new Int16Array(16_000).fill(first) }) as const;
const began = { kind: "began" } as const;
const ended = { kind: "ended" } as const;

/** What a line would be given now, in short. */
function given(exchange: Exchange): string {
  const all: string[] = [];
  for (let item = exchange.take(); item; item = exchange.take()) {
    all.push(item.kind === "sound" ? String(item.pcm[0]) : item.kind === "told" ? item.text : item.kind);
  }
  return all.join(" ");
}
function filled(keptMs = 10_000): Exchange {
  const exchange = new Exchange(keptMs);
  for (const it of [began, second(1), second(2), ended]) exchange.push(it);
  return exchange;
}

describe("what was not answered yet", () => {
  it("is given once to a line, and whole to the next", () => {
    const exchange = filled();
    expect(given(exchange)).toBe("began 1 2 ended");
    expect(given(exchange)).toBe("");
    exchange.restart();
    expect(given(exchange)).toBe("began 1 2 ended");
  });

  it("is only what came after a place that a line comes back to", () => {
    const exchange = filled();
    given(exchange);
    exchange.mark();
    exchange.push({ kind: "told", text: "typed", answers: true });
    exchange.restart({ fromMark: true });
    expect(exchange.asks).toBe(true);
    expect(given(exchange)).toBe("typed");
    exchange.restart();
    expect(given(exchange)).toBe("began 1 2 ended typed");
  });

  it("is forgotten when it is answered, but not what somebody says meanwhile", () => {
    const exchange = filled();
    given(exchange);
    exchange.push(began);
    exchange.push(second(3));
    given(exchange);
    exchange.answered();
    exchange.restart();
    expect([exchange.open, given(exchange)]).toEqual([true, "began 3"]);
  });

  it("is not forgotten before it was given", () => {
    const exchange = filled();
    exchange.answered();
    expect(given(exchange)).toBe("began 1 2 ended");
  });

  it("loses its oldest sound when it is too much, counted once and only if nobody heard it", () => {
    const unheard = filled(1_000);
    expect([unheard.takeLost(), unheard.takeLost()]).toEqual([16_000, 0]);
    expect(given(unheard)).toBe("began 2 ended");

    const heard = new Exchange(1_000);
    for (const it of [began, second(1)]) heard.push(it);
    given(heard);
    for (const it of [second(2), ended]) heard.push(it);
    expect(heard.takeLost()).toBe(0);
    expect(given(heard)).toBe("2 ended");
    heard.restart();
    expect([heard.takeLost(), given(heard)]).toEqual([16_000, "began 2 ended"]);
  });

  it("loses nothing for a line that comes back to where it was heard", () => {
    const exchange = new Exchange(1_000);
    for (const it of [began, second(1), ended]) exchange.push(it);
    given(exchange);
    exchange.mark();
    for (const it of [began, second(2)]) exchange.push(it);
    exchange.restart({ fromMark: true });
    expect([exchange.takeLost(), given(exchange)]).toEqual([0, "began 2"]);
  });
});
