import { For, type JSX, Show } from "solid-js";
import { Switch } from "./choice.tsx";
import { Icon } from "./icon.tsx";

const words = {
  legend: "What leaves this server",
  /** What a service does for one. */
  does: (name: string): Readonly<Record<string, string>> => ({ interviewer: `${name} may interview me` }),
  helps: (name: string): string => `${name} may help`,
  goes: (host: string): string => `Your voice and what is said go to ${host} while your interview runs.`,
  on: "As it is now, it hears you as soon as your interview begins. You can take this back at any time.",
  off:
    "As it is now, the interviewer of this server asks: with a plainer voice, along the questions of the task, and without writing down what you say.",
  nothing: "Nothing. Your voice and your words stay on this server, with the interviewer and the recording.",
  nothingPlain: "Nothing. Your voice and your words stay on this server.",
};

type Service = {
  readonly does: string;
  readonly name: string;
  readonly host: string;
  /** What it keeps, as a sentence. */
  readonly keeps: string;
};
type Props = {
  services: readonly Service[];
  given: boolean;
  onChange: (given: boolean) => void;
  /** An AI interviewer is part of what stays here. */
  interviewer?: boolean | undefined;
};

/** Which services outside would hear one or read one's words, where they are, what they keep, and whether they may. */
export function OutsideConsent(props: Props): JSX.Element {
  return (
    <fieldset>
      <legend class="strong">{words.legend}</legend>
      <Show
        when={props.services.length > 0}
        fallback={
          <p class="small soft option-text row">
            <Icon name="lock" size="sm" />
            <span>{props.interviewer ? words.nothing : words.nothingPlain}</span>
          </p>
        }
      >
        <For each={props.services}>
          {(service) => (
            <Switch
              checked={props.given}
              onChange={props.onChange}
              hint={`${words.goes(service.host)} ${service.keeps}`}
            >
              <b class="strong">{words.does(service.name)[service.does] ?? words.helps(service.name)}</b>
            </Switch>
          )}
        </For>
        <p class="small" role="status">{props.given ? words.on : words.off}</p>
      </Show>
    </fieldset>
  );
}
