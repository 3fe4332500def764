import { createSignal, For, type JSX, Show } from "solid-js";
import type { Submit } from "../../kit/create-submit.ts";
import { Button } from "../../ui/button.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import type { DraftState } from "./create-draft.ts";
import { type DraftItem, emptyItem, itemsLeast, itemsMost, moved, sumOf } from "./draft.ts";
import { Entry, type Moves } from "./entry.tsx";
import { words } from "./words.ts";

const levels = ["weak", "solid", "strong"] as const;

/** What is judged: four to six things, with weights whose sum is always in sight. */
export function RubricFields(props: { state: DraftState; submit: Submit }): JSX.Element {
  const { draft, set } = props.state;
  const [said, setSaid] = createSignal("");
  const sum = (): number => sumOf(draft.rubric.map((item) => item.weight));
  const moves: Moves = {
    move(from, to) {
      set("rubric", (items) => moved(items, from, to));
      setSaid(words.moved(words.item(from + 1), to + 1));
    },
    remove: (at) => set("rubric", (items) => items.filter((_, one) => one !== at)),
    get canRemove() {
      return draft.rubric.length > itemsLeast;
    },
    get count() {
      return draft.rubric.length;
    },
  };
  return (
    <section class="stack loose" aria-label={words.rubric}>
      <div>
        <h2>{words.rubric}</h2>
        <p class="small soft">{words.rubricLead}</p>
      </div>
      <ol class="stack loose">
        <For each={draft.rubric}>
          {(item, at) => (
            <Entry name={words.item(at() + 1)} at={at()} moves={moves}>
              <ItemFields item={item} at={at()} state={props.state} submit={props.submit} />
            </Entry>
          )}
        </For>
      </ol>
      <div class="row wrap between">
        <Button
          icon="plus"
          disabled={draft.rubric.length >= itemsMost}
          onClick={() => set("rubric", draft.rubric.length, emptyItem())}
        >
          {words.addItem}
        </Button>
        <span class="small" classList={{ soft: sum() === 100, strong: sum() !== 100 }} role="status">
          {words.sum(sum())}
        </span>
      </div>
      <Show when={props.submit.errorOf("rubric")}>
        {(error) => <p class="small editor-error" role="alert">{error()}</p>}
      </Show>
      <span class="sr" role="status">{said()}</span>
    </section>
  );
}

function ItemFields(props: { item: DraftItem; at: number; state: DraftState; submit: Submit }): JSX.Element {
  const set = props.state.set;
  const error = (part: string): string | undefined => props.submit.errorOf(`rubric.${props.at}.${part}`);
  return (
    <>
      <div class="item-top">
        <TextField
          label={words.itemName}
          value={props.item.name}
          onInput={(it) => set("rubric", props.at, "name", it)}
          error={error("name")}
        />
        <TextField
          label={words.weight}
          inputMode="numeric"
          value={props.item.weight}
          onInput={(it) => set("rubric", props.at, "weight", it)}
          error={error("weight")}
        />
      </div>
      <div class="three">
        <For each={levels}>
          {(level) => (
            <TextArea
              label={words.levels[level]}
              value={props.item.levels[level]}
              onInput={(it) => set("rubric", props.at, "levels", level, it)}
              error={error(`levels.${level}`)}
            />
          )}
        </For>
      </div>
    </>
  );
}
