import type { FakeGemini } from "../fake-gemini/fake-gemini.ts";
import { framesIn, numberOf, type Rehearsal } from "./rehearsal.ts";
import type { standIn } from "./stand-in.ts";

/** What became of everything that was said and wanted in a rehearsal. */
export function accountsOf(
  { rehearsal, fake, local }: { rehearsal: Rehearsal; fake: FakeGemini; local: ReturnType<typeof standIn> },
) {
  const frameSamples = fake.turns[0]?.turn.pcm[0]?.length ?? 320;
  const heard = [...fake.turns.map(({ turn }) => turn.pcm), ...local.turns].map((pcm) => pcm.map(numberOf));
  const lost = rehearsal.turns.map(({ from, to }) => {
    const best = heard.filter((it) => it.some((frame) => frame >= from && frame < to)).map((it) =>
      missing(it, from, to)
    );
    return Math.min(to - from, ...best);
  });
  const repeated = fake.sessions.map(({ known }) => {
    const frames = known.turns.flatMap(({ pcm }) => pcm.map(numberOf));
    return frames.length - new Set(frames).size;
  });
  const twice = (of: readonly string[]): number => of.length - new Set(of).size;
  return {
    lostSamples: sum(lost) * frameSamples,
    /** Given twice to one conversation, or out of order. */
    repeatedSamples: sum(repeated) * frameSamples,
    greetings: fake.greetings + local.greetings(),
    wordsTwice: twice(rehearsal.words.kept.flatMap(framesIn)),
    wordsLost: lostOf(rehearsal.words),
    /** Told to a mind as history that was given the same as sound. */
    toldTwice: sum(fake.sessions.map(({ known }) => {
      const told = new Set(known.notes.flatMap(framesIn));
      return known.turns.filter(({ pcm }) => pcm.some((it) => told.has(String(numberOf(it))))).length;
    })),
    wantedTwice: twice(rehearsal.wants),
    resultsTwice: twice(fake.results.map((it) => it.id)),
    /** Asked for by a connection that went on without it. */
    resultsLost: fake.calls.filter((call) =>
      !fake.results.some((it) => it.id === call.id) &&
      fake.sessions.some((it) => it.number === call.session && it.live)
    ).length,
    unanswered: rehearsal.unanswered,
  };
}

/** Words that came and are not kept. */
function lostOf({ came, kept }: Rehearsal["words"]): number {
  const there = new Set(kept.flatMap(framesIn));
  return came.flatMap(framesIn).filter((it) => !there.has(it)).length;
}

/** Frames of the turn that were not heard in their order. */
function missing(heard: readonly number[], from: number, to: number): number {
  let next = from;
  for (const frame of heard) if (frame === next) next++;
  return to - next;
}

function sum(of: readonly number[]): number {
  return of.reduce((all, it) => all + it, 0);
}
