import type { PersonView, RoomView } from "../../../proto/live/view.ts";
import type { MenuItem } from "../../ui/menu.tsx";
import { words as all } from "./words.ts";

const words = all.people;

/** What can be done to somebody; `remove` asks first. */
export type Does = {
  giveFloor(id: string): void;
  takeFloor(id: string): void;
  giveSeat(id: string): void;
  setAsker(id: string | null): void;
  mute(id: string): void;
  remove(person: PersonView): void;
};

/** What `me` may do to `person` now. The server decides; this only leaves out what it would refuse. */
export function personActions(view: RoomView, me: PersonView, person: PersonView, does: Does): MenuItem[] {
  const other = person.id !== me.id;
  const here = person.awayUntilMs === null;
  const lead = me.moderates;
  const free = view.handover === null && person.part !== "seat" && here && other;
  const items: (MenuItem | false)[] = [
    lead && other && here && person.part === "observer" &&
    { label: words.giveFloor, icon: "mic", run: () => does.giveFloor(person.id) },
    lead && other && person.part === "speaker" &&
    { label: words.takeFloor, icon: "mic-off", run: () => does.takeFloor(person.id) },
    free && (lead || me.part === "seat") &&
    { label: words.giveSeat, icon: "armchair", run: () => does.giveSeat(person.id) },
    lead && other && here && view.mode === "peer" && (person.part === "observer" || person.part === "speaker") &&
    { label: words.makeAsker, icon: "ear", run: () => does.setAsker(person.id) },
    lead && other && person.part === "asker" &&
    { label: words.endAsking, icon: "ear-off", run: () => does.setAsker(null) },
    lead && other && person.part !== "observer" && !person.muted &&
    { label: words.mute, icon: "volume-x", run: () => does.mute(person.id) },
    lead && other && !above(person, me) &&
    { label: words.remove, icon: "user-minus", bad: true, run: () => does.remove(person) },
  ];
  return items.filter((it) => it !== false);
}

/** Somebody whom `me` cannot put out: an owner by an owner only, a moderator by no host who is a member. */
function above(person: PersonView, me: PersonView): boolean {
  return person.role === "owner" && me.role !== "owner" || person.role === "moderator" && me.role === "member";
}
