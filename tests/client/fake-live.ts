import type { MediaDoor } from "../../proto/live/media.ts";
import type { PersonView, RoomView } from "../../proto/live/view.ts";
import type { AnswerTo, AskName, FactName, Facts, Joined, Wish } from "../../proto/signaling.ts";
import type { Live, LiveLine } from "../../client/api/live.ts";
import { Refusal, type RefusalCode } from "../../client/kit/refusal.ts";

type Script = { [N in AskName]?: (wish: Wish<N>) => AnswerTo<N> | Refusal | "never" };
type Asked = { readonly name: AskName; readonly wish: unknown };

/** A live door that answers what a test tells it to, and remembers what it was asked. */
export function fakeLive(script: Script = {}) {
  const asked: Asked[] = [];
  const facts = new Map<string, Set<(fact: never) => void>>();
  const lines = new Set<(line: LiveLine) => void>();
  const say = { ...script };
  const live = {
    line: "open" as LiveLine,
    refusal: undefined as Refusal | undefined,
    renewed: 0,
    ways: [] as string[],
    closed: false,
    asked,
    say,
    wishes: <N extends AskName>(name: N) => asked.filter((it) => it.name === name).map((it) => it.wish as Wish<N>),
    tell: <N extends FactName>(name: N, fact: Facts[N]) => {
      for (const listener of facts.get(name) ?? []) listener(fact as never);
    },
    become: (line: LiveLine) => {
      live.line = line;
      for (const listener of lines) listener(line);
    },
    followers: () => lines.size + [...facts.values()].reduce((sum, it) => sum + it.size, 0),
    async ask<N extends AskName>(name: N, wish: Wish<N>): Promise<AnswerTo<N>> {
      asked.push({ name, wish });
      await Promise.resolve();
      if (live.line !== "open") throw refused("offline");
      const answer = (say[name] as ((wish: Wish<N>) => unknown) | undefined)?.(wish) ?? null;
      if (answer === "never") return await new Promise(() => undefined);
      if (answer instanceof Refusal) throw answer;
      return answer as AnswerTo<N>;
    },
    on<N extends FactName>(fact: N, listener: (fact: Facts[N]) => void) {
      const set = facts.get(fact) ?? new Set();
      facts.set(fact, set.add(listener as (fact: never) => void));
      return () => void set.delete(listener as (fact: never) => void);
    },
    onLine(listener: (line: LiveLine) => void) {
      lines.add(listener);
      return () => void lines.delete(listener);
    },
    ready: () => live.line === "open" ? Promise.resolve() : Promise.reject(live.refusal ?? refused("offline")),
    renew: () => void live.renewed++,
    go: (way: string) => void live.ways.push(way),
    close: () => void (live.closed = true),
  };
  return live satisfies Live;
}

export function refused(code: RefusalCode, field?: string, way?: string): Refusal {
  return new Refusal(code, `refused: ${code}`, { field, way });
}

/** Somebody in a room. */
export function person(id: string, more: Partial<PersonView> = {}): PersonView {
  return {
    id,
    name: id,
    role: "member",
    moderates: false,
    part: "observer",
    voice: 1,
    awayUntilMs: null,
    handMs: null,
    consents: [],
    muted: false,
    tracks: [],
    recorded: [],
    ...more,
  };
}

export function viewWith(people: readonly PersonView[], more: Partial<RoomView> = {}): RoomView {
  return {
    sessionId: "s",
    grind: { id: "g", name: "Grind" },
    task: null,
    mode: "peer",
    startedAtMs: 0,
    seatId: null,
    seatKeptUntilMs: null,
    askerId: null,
    handover: null,
    interview: null,
    recording: { state: "off", trouble: null, lost: [] },
    interviewer: null,
    lastEnd: null,
    people: Object.fromEntries(people.map((it) => [it.id, it])),
    ...more,
  };
}

export function doorWith(generation: number): MediaDoor {
  const transport = (side: string) => ({
    id: `${side}-${generation}`,
    iceParameters: {},
    iceCandidates: [],
    dtlsParameters: {},
  });
  return { generation, rtpCapabilities: {}, send: transport("send"), receive: transport("receive"), iceServers: [] };
}

export function joinedAs(me: string, more: Partial<Joined> = {}): Joined {
  return {
    me,
    resume: "pass-1",
    seq: 1,
    view: viewWith([person(me)]),
    chat: [],
    captions: [],
    door: doorWith(1),
    nowMs: 1_000_000,
    ...more,
  };
}
