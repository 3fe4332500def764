import { describe, expect, it } from "vitest";
import { idle, type LineEvent, type Stand, step } from "../../../../server/interviewer/line/machine.ts";

const states = ["idle", "dialing", "live", "draining", "resuming", "reseeding", "fallback"] as const;
/** Somebody can stand in, a handle is there, nobody is quiet. */
const stood = (state: Stand["state"], more: Partial<Stand> = {}): Stand => ({
  ...idle,
  state,
  standIn: true,
  handle: "h",
  ...more,
});

const events: Readonly<Record<string, LineEvent>> = {
  open: { kind: "open" },
  ready: { kind: "ready" },
  failed: { kind: "failed", hopeless: false },
  hopeless: { kind: "failed", hopeless: true },
  due: { kind: "due", leftMs: 5_000 },
  overdue: { kind: "overdue" },
  quiet: { kind: "quiet", on: true },
  stuck: { kind: "stuck" },
  silent: { kind: "silent" },
  proved: { kind: "proved" },
  handle: { kind: "handle", handle: "n" },
  wanted: { kind: "wanted", standIn: false },
  rested: { kind: "rested" },
  knockReady: { kind: "knock-ready" },
  knockStale: { kind: "knock-stale" },
  knockFailed: { kind: "knock-failed", hopeless: false },
  close: { kind: "close" },
};

/** Event → what each state becomes, with what is done; "" : it stays and nothing is done. In the order of `states`. */
const table: Readonly<Record<keyof typeof events, readonly string[]>> = {
  open: ["dialing: dial", "", "", "", "", "", ""],
  ready: ["", "live", "", "", "live", "live", ""],
  failed: [
    "",
    "fallback: drop stand-in rest",
    "resuming: drop dial(h)",
    "resuming: drop dial(h)",
    "reseeding: drop dial",
    "fallback: drop stand-in rest",
    "fallback: drop stand-in",
  ],
  hopeless: [
    "",
    "fallback: drop stand-in rest",
    "fallback: drop stand-in rest",
    "fallback: drop stand-in rest",
    "fallback: drop stand-in rest",
    "fallback: drop stand-in rest",
    "fallback: drop stand-in",
  ],
  due: ["", "", "draining: watch-end", "draining: watch-end", "", "", ""],
  overdue: ["", "", "", "resuming: drop dial(h)", "", "", ""],
  quiet: ["", "", "", "resuming: drop dial(h)", "", "", ""],
  stuck: ["", "", "resuming: drop dial(h)", "resuming: drop dial(h)", "", "", ""],
  silent: [
    "",
    "fallback: drop stand-in rest",
    "fallback: drop stand-in rest",
    "fallback: drop stand-in rest",
    "fallback: drop stand-in rest",
    "fallback: drop stand-in rest",
    "fallback: drop stand-in",
  ],
  proved: ["", "", "", "", "", "", ""],
  handle: ["", "", "", "", "", "", ""],
  wanted: [
    "",
    "dialing: drop unknock dial",
    "reseeding: drop unknock dial",
    "reseeding: drop unknock dial",
    "reseeding: drop unknock dial",
    "reseeding: drop unknock dial",
    "reseeding: drop unknock dial",
  ],
  rested: ["", "dialing: dial", "", "", "", "reseeding: dial", ""],
  knockReady: ["", "", "", "", "", "", ""],
  knockStale: ["", "", "", "", "", "", ""],
  knockFailed: ["", "", "", "", "", "", ""],
  close: ["", ...Array<string>(6).fill("idle: drop unknock")],
};

function shown(before: Stand, event: LineEvent): string {
  const { stand, acts } = step(before, event);
  const done = acts.map((it) => it.kind === "dial" && it.handle !== null ? `dial(${it.handle})` : it.kind).join(" ");
  if (done === "" && stand.state === before.state) return "";
  return done === "" ? stand.state : `${stand.state}: ${done}`;
}

describe("the machine of a line", () => {
  const cases = Object.entries(table).flatMap(([name, row]) =>
    states.map((state, at) => ({ name, state, to: row[at] }))
  );

  it.each(cases)("in $state, on $name: $to", ({ name, state, to }) => {
    const event = events[name];
    expect(event && shown(stood(state), event)).toBe(to);
  });

  it("knows every state and every event", () => {
    expect(cases).toHaveLength(states.length * Object.keys(events).length);
    expect(Object.keys(table)).toEqual(Object.keys(events));
  });

  it.each(
    [
      ["exchanges at once in a quiet moment", stood("live", { quiet: true }), "due", "resuming: drop dial(h)"],
      ["begins anew where there is no way back", stood("live", { handle: null }), "failed", "reseeding: drop dial"],
      [
        "gives up on a line that breaks again and again",
        stood("live", { failed: 3 }),
        "failed",
        "fallback: drop stand-in rest",
      ],
      ["rests where nobody stands in", stood("live", { failed: 3, standIn: false }), "failed", "reseeding: drop rest"],
      ["rests where nobody stands in", stood("dialing", { standIn: false }), "failed", "dialing: drop rest"],
      [
        "exchanges a silent one where nobody stands in",
        stood("live", { standIn: false }),
        "silent",
        "reseeding: drop dial",
      ],
      ["knocks when it is quiet already", stood("fallback", { quiet: true }), "rested", "fallback: knock"],
      ["knocks when it becomes quiet", stood("fallback", { return: "ripe" }), "quiet", "fallback: knock"],
      ["does not knock twice", stood("fallback", { return: "knocking", quiet: true }), "rested", ""],
      ["comes back", stood("fallback", { return: "knocking" }), "knockReady", "live: adopt"],
      [
        "does not come back to what has gone on",
        stood("fallback", { return: "knocking" }),
        "knockStale",
        "fallback: unknock",
      ],
      [
        "rests when it still does not answer",
        stood("fallback", { return: "knocking" }),
        "knockFailed",
        "fallback: unknock rest",
      ],
    ] as const,
  )("%s", (_, before, name, to) => {
    const event = events[name];
    expect(event && shown(before, event)).toBe(to);
  });

  it("waits for a quiet moment to knock, and tries again at the next one after it came too late", () => {
    const ripe = step(stood("fallback"), { kind: "rested" }).stand;
    expect(ripe.return).toBe("ripe");
    const stale = step(stood("fallback", { return: "knocking" }), { kind: "knock-stale" }).stand;
    expect(stale.return).toBe("ripe");
  });

  it("uses a way back once", () => {
    expect(step(stood("live", { quiet: true }), { kind: "due", leftMs: 0 }).stand.handle).toBeNull();
  });

  it("rests longer after each failure, and forgets them when a line proves itself", () => {
    const hopeless = step(stood("dialing"), { kind: "failed", hopeless: true });
    expect(hopeless.acts.at(-1)).toEqual({ kind: "rest", failed: 6 });
    expect(step(stood("live", { failed: 2 }), { kind: "proved" }).stand.failed).toBe(0);
    expect(step(stood("fallback", { failed: 2 }), { kind: "proved" }).stand.failed).toBe(2);
  });

  it("forgets everything when it is closed", () => {
    expect(step(stood("fallback", { failed: 4, quiet: true }), { kind: "close" }).stand).toEqual(idle);
  });
});
