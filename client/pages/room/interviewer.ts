import type { InterviewerView, PersonView, RoomView } from "../../../proto/live/view.ts";
import { firstName } from "../../kit/text.ts";
import type { Room } from "../../state/room/room.ts";
import type { InterviewerLook } from "../../ui/interviewer.tsx";
import { interviewerWords as words } from "./interviewer-words.ts";

/** What it is seen doing: nothing before an interview, and waiting while somebody asked for time. */
export function lookOf(view: RoomView, interviewer: InterviewerView): InterviewerLook {
  if (view.interview === null) return "ready";
  if (interviewer.waitsSinceMs !== null && interviewer.state === "listening") return "waiting";
  return interviewer.state;
}

/** Whom it hears, as one reads it oneself: oneself first, the seat next. */
export function heardNames(view: RoomView, interviewer: InterviewerView, me: string | undefined): string[] {
  const rank = (id: string): number => id === me ? 0 : id === view.seatId ? 1 : 2;
  return interviewer.hears.toSorted((a, b) => rank(a) - rank(b)).flatMap((id) => {
    const name = view.people[id]?.name;
    return id === me ? [words.you] : name === undefined ? [] : [firstName(name)];
  });
}

/** What goes with the word of its state. */
export function detailOf(view: RoomView, interviewer: InterviewerView, me: string | undefined): string {
  const seat = view.seatId === me ? words.you : firstName(view.people[view.seatId ?? ""]?.name ?? "");
  switch (lookOf(view, interviewer)) {
    case "ready":
      return words.ready(view.seatId !== null && view.seatId === me);
    case "connecting":
      return words.connecting;
    case "thinking":
      return words.thinking;
    case "speaking":
      return words.speaking(view.seatId === me);
    case "waiting":
      return words.waiting(seat);
    case "listening": {
      const names = heardNames(view, interviewer, me);
      return names.length === 0 ? words.hearsNobody : words.hears(names);
    }
  }
}

/** Whether it is known who leads; before the first interview nobody was called. */
export function called(interviewer: InterviewerView): boolean {
  return interviewer.provider !== "";
}

/** Whether it asks oneself: one sits in the seat, and an interview runs. */
export function asksMe({ view, part }: Pick<Room, "view" | "part">): boolean {
  return part() === "seat" && Boolean(view()?.interviewer && view()?.interview);
}

/** Whether somebody may say how long it waits. */
export function mayPace(me: PersonView | undefined): boolean {
  return me !== undefined && (me.part === "seat" || me.moderates);
}
