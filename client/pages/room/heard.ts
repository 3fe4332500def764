import type { InterviewerView, PersonView, RoomView } from "../../../proto/live/view.ts";
import { firstName } from "../../kit/text.ts";
import type { RoomLine, TrackState } from "../../state/room/room.ts";
import { called } from "./interviewer.ts";
import { interviewerWords as interview } from "./interviewer-words.ts";
import { words as all } from "./words.ts";

const words = all.heard;

/** Whether what one says now reaches anybody, in a sentence, and why not. */
export type Heard = { readonly yes: boolean; readonly who: string; readonly more: string };

export type Speaking = {
  readonly view: RoomView;
  readonly me: PersonView;
  readonly line: RoomLine;
  readonly mic: TrackState;
};

/** Who hears one now. The one place that says it, so that all of the page says the same. */
export function heardBy({ view, me, line, mic }: Speaking): Heard {
  const nobody = (more: string): Heard => ({ yes: false, who: words.nobody, more });
  if (line !== "steady") return { yes: false, who: words.nobodyNow, more: words.line };
  if (me.part === "observer") return nobody(words.watching(seatName(view, me)));
  if (me.muted) return nobody(words.mutedByOther);
  if (mic !== "on") return nobody(mic === "paused" ? words.muted : mic === "starting" ? words.starting : words.micOff);
  const listens = view.interviewer?.hears.includes(me.id) ? view.interviewer : undefined;
  const others = Object.values(view.people).filter((it) => it.id !== me.id && it.awayUntilMs === null);
  if (listens) {
    return { yes: true, who: words.by(interview.inSentence, others.length + 1), more: whereTo(listens) };
  }
  const idle = view.interviewer && view.interview === null ? interview.notYet : "";
  if (others.length === 0) return nobody(idle || words.alone);
  return { yes: true, who: words.by(named(view, me, others), others.length), more: idle };
}

/** Where one's voice goes, as far as it is known. */
function whereTo(interviewer: InterviewerView): string {
  if (!called(interviewer)) return "";
  const { provider, outside } = interviewer;
  return outside === null ? interview.stays : interview.leaves(provider, outside);
}

/** Whom one talks to: the asker for the seat, the seat for everybody else. */
function named(view: RoomView, me: PersonView, others: readonly PersonView[]): string | undefined {
  const id = me.part === "seat" ? view.askerId : view.seatId;
  const person = others.find((it) => it.id === id);
  return person && firstName(person.name);
}

function seatName(view: RoomView, me: PersonView): string | undefined {
  const seat = view.seatId === null || view.seatId === me.id ? undefined : view.people[view.seatId];
  return seat && firstName(seat.name);
}
