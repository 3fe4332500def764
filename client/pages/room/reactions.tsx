import { For, type JSX } from "solid-js";
import type { RoomView } from "../../../proto/live/view.ts";
import { type Reaction, reactions } from "../../../proto/live/words.ts";
import { firstName } from "../../kit/text.ts";
import { useRoom } from "./in-session.ts";
import { words } from "./words.ts";

const signs: Readonly<Record<Reaction, string>> = {
  clap: "👏",
  heart: "❤️",
  laugh: "😄",
  idea: "💡",
  nod: "👍",
  wave: "👋",
};

/** What can be sent without a word, in the order of the menu. */
export const reactionItems = reactions.map((value) => ({ value, label: words.reactions[value], sign: signs[value] }));

/** What was sent in the last seconds. It is not read out: with fifty people it would never end. */
export function Reactions(props: { view: RoomView }): JSX.Element {
  const room = useRoom();
  const recent = () => room.recent().slice(-5);
  const name = (id: string): string => firstName(props.view.people[id]?.name ?? "");
  return (
    <div class="reactions" aria-hidden="true">
      <For each={recent()}>
        {(one) => (
          <span class="reaction">
            <span>{signs[one.reaction]}</span>
            {name(one.personId)}
          </span>
        )}
      </For>
    </div>
  );
}
