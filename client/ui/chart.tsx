import { For, type JSX, Show } from "solid-js";
import "./chart.css";

type Props = {
  /** The whole chart in a sentence, for those who do not see it. */
  label: string;
  points: readonly number[];
  min: number;
  max: number;
  ticks?: readonly number[];
  /** The group's, dashed. */
  average?: readonly number[];
  /** Where values are comfortable. */
  band?: readonly [number, number];
  /** Bars below zero are red, above green. */
  kind?: "line" | "bars";
  voice?: number;
};

const width = 320;
const height = 120;
const left = 28;
const right = 8;
const edge = 8;

/** A small chart: a line or signed bars over time. */
export function Chart(props: Props): JSX.Element {
  const y = (value: number): number => edge + (1 - (value - props.min) / (props.max - props.min)) * (height - 2 * edge);
  const step = () => (width - left - right) / Math.max(1, props.points.length - (props.kind === "bars" ? 0 : 1));
  const x = (at: number): number => left + at * step();
  const path = (values: readonly number[]): string =>
    values.map((value, at) => `${at ? "L" : "M"}${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join("");
  return (
    <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={props.label} data-voice={props.voice}>
      <Show when={props.band}>
        {(band) => (
          <rect
            class="band"
            x={left}
            width={width - left - right}
            y={y(band()[1])}
            height={y(band()[0]) - y(band()[1])}
            rx="3"
          />
        )}
      </Show>
      <For each={props.ticks ?? [props.min, props.max]}>
        {(tick) => (
          <>
            <line class="axis" x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} />
            <text x={left - 8} y={y(tick) + 4} text-anchor="end">{tick}</text>
          </>
        )}
      </For>
      <Show when={props.average}>{(values) => <path class="avg" d={path(values())} />}</Show>
      <Show
        when={props.kind === "bars"}
        fallback={
          <Line path={path(props.points)} x={x(props.points.length - 1)} y={y(props.points.at(-1) ?? props.min)} />
        }
      >
        <For each={props.points}>
          {(value, at) => (
            <rect
              class={value < 0 ? "badfill" : "goodfill"}
              x={x(at()) + step() * 0.18}
              width={step() * 0.64}
              y={Math.min(y(value), y(0))}
              height={Math.max(1, Math.abs(y(value) - y(0)))}
              rx="2"
            />
          )}
        </For>
      </Show>
    </svg>
  );
}

function Line(props: { path: string; x: number; y: number }): JSX.Element {
  return (
    <>
      <path class="line" d={props.path} />
      <circle class="fill" cx={props.x} cy={props.y} r="3.5" />
    </>
  );
}
