import type { types } from "mediasoup";
import type { HeardVoice, Interviewers, InterviewTurn } from "../../server/rooms/interviewers.ts";

type Opening = Parameters<Interviewers["open"]>[0];

/** An interviewer that does what a test says and tells what it was told. */
export type FakeInterviewer = {
  readonly interviewers: Interviewers;
  /** What it was opened with. */
  opened(): Opening;
  /** All that it was told, in order. */
  readonly told: string[];
  heard: readonly HeardVoice[];
  turn: InterviewTurn | null;
  /** What happens instead when it is told whom to hear. */
  onHears: (() => Promise<void>) | undefined;
  onAnything: (() => void) | undefined;
};

export function fakeInterviewer(
  makeVoice: (router: types.Router) => Promise<types.Producer> = () => Promise.reject(new Error("no voice here")),
): FakeInterviewer {
  let opening: Opening | undefined;
  const tell = (what: string): void => {
    fake.told.push(what);
    fake.onAnything?.();
  };
  const fake: FakeInterviewer = {
    told: [],
    heard: [],
    turn: null,
    onHears: undefined,
    onAnything: undefined,
    opened() {
      if (!opening) throw new Error("no room opened its interviewer");
      return opening;
    },
    interviewers: {
      open(options) {
        opening = options;
        return {
          place: (router) => makeVoice(router),
          async hears(voices) {
            fake.heard = voices;
            tell(`hears ${voices.map((it) => `${it.name}${it.stream ? "" : " (silent)"}`).join(", ")}`.trim());
            await fake.onHears?.();
          },
          turnsTo(turn) {
            fake.turn = turn;
            tell(turn ? `turns to ${turn.name}` : "turns to nobody");
          },
          typed: (_, line) => tell(`reads ${line.text}`),
          takeYourTime: (personId) => tell(`waits for ${personId}`),
          localOnly: (on) => tell(on ? "stays here" : "may go outside"),
          thinkTime: (setting) => tell(`is ${setting}`),
          timeLeft: (leftMs) => tell(`has ${leftMs / 60_000} minutes`),
          close: () => Promise.resolve(tell("closes")),
        };
      },
    },
  };
  return fake;
}
