import { For, type JSX, Show } from "solid-js";
import { Icon } from "./icon.tsx";
import "./progress.css";

/** How far something is, 0 to 100. */
export function Bar(props: { label: string; percent: number }): JSX.Element {
  return (
    <div
      class="bar"
      role="progressbar"
      aria-label={props.label}
      aria-valuenow={Math.round(props.percent)}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <i style={{ width: `${props.percent}%` }} />
    </div>
  );
}

export type RoadStep = { label: string; state: "done" | "now" | "fail" | "ahead"; percent?: number };

/** The stages of something that goes on by itself. */
export function Road(props: { label: string; steps: readonly RoadStep[] }): JSX.Element {
  return (
    <ol class="road" aria-label={props.label}>
      <For each={props.steps}>
        {(step) => (
          <li
            class={step.state}
            style={{ "--at": `${step.percent ?? 0}%` }}
            aria-current={step.state === "now" ? "step" : undefined}
          >
            <Show when={step.state === "done"}>
              <Icon name="check" size="sm" />
            </Show>
            <Show when={step.state === "fail"}>
              <Icon name="triangle-alert" size="sm" />
            </Show>
            {step.label}
            <Show when={step.percent !== undefined}>
              <span class="num">{step.percent} %</span>
            </Show>
          </li>
        )}
      </For>
    </ol>
  );
}

/** A level, 0 to 1, in `bars` steps; the last ones warn. */
export function Meter(props: { label: string; level: number; bars?: number }): JSX.Element {
  const bars = () => props.bars ?? 8;
  const tone = (at: number): string => at >= bars() - 1 ? "clip" : at >= bars() - 3 ? "hot" : "";
  const lit = (at: number): string => at < Math.round(props.level * bars()) ? `on ${tone(at)}` : "";
  return (
    <div
      class="meter"
      role="meter"
      aria-label={props.label}
      aria-valuenow={Math.round(props.level * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <For each={Array.from({ length: bars() }, (_, at) => at)}>{(at) => <i class={lit(at)} />}</For>
    </div>
  );
}
