import { type JSX, Show } from "solid-js";
import type { Submit } from "../../kit/create-submit.ts";
import { cityOf, zones } from "../../kit/zone.ts";
import { Select, TextField } from "../../ui/field.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import type { SessionDraft } from "./session-draft.ts";
import { words as all } from "./words.ts";

const words = all.form;
const repeats = [{ value: "once" as const, label: words.once }, { value: "weekly" as const, label: words.weekly }];

/** Day, time and the zone in which they count. */
export function WhenFields(props: { draft: SessionDraft; submit: Submit; repeats: boolean }): JSX.Element {
  const error = (name: string): string | undefined =>
    props.submit.errorOf(`when.${name}`) ?? props.submit.errorOf(name);
  const zoneOptions = zones(props.draft.timeZone()).map((value) => ({ value, label: value.replaceAll("_", " ") }));
  return (
    <>
      <Show when={props.repeats}>
        <div>
          <Segmented
            label={words.repeat}
            value={props.draft.repeat()}
            options={repeats}
            onChange={props.draft.setRepeat}
          />
        </div>
      </Show>
      <div class="grid-two tight">
        <TextField
          label={words.day}
          type="date"
          value={props.draft.day()}
          onInput={props.draft.setDay}
          error={error("local")}
        />
        <TextField label={words.time} type="time" value={props.draft.time()} onInput={props.draft.setTime} />
        <Select
          class="all"
          label={words.zone}
          value={props.draft.timeZone()}
          options={zoneOptions}
          onChange={props.draft.setTimeZone}
          hint={words.zoneHint(cityOf(props.draft.timeZone()))}
          error={error("timeZone")}
        />
      </div>
    </>
  );
}
