import { type JSX, Show } from "solid-js";
import "./chart.css";

const height = 40;

/** A voice as bars, one per level 0 to 1. `at` is how far it was played, 0 to 1; what is left is paler. */
export function Waveform(props: { levels: readonly number[]; voice: number; at?: number | undefined }): JSX.Element {
  const cut = () => props.at === undefined ? props.levels.length : Math.round(props.levels.length * props.at);
  return (
    <svg
      class="wave"
      data-voice={props.voice}
      viewBox={`0 0 ${props.levels.length * 4} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      height={height}
    >
      <path d={bars(props.levels, 0, cut())} stroke-width="2.2" />
      <Show when={cut() < props.levels.length}>
        <path class="ghost" d={bars(props.levels, cut(), props.levels.length)} stroke-width="2.2" />
      </Show>
    </svg>
  );
}

/** Mirrored on the middle line, as one path. */
function bars(levels: readonly number[], from: number, to: number): string {
  const middle = height / 2;
  return levels.slice(from, to).map((level, k) => {
    const half = Math.max(0.75, level * (middle - 1));
    return `M${(from + k) * 4 + 2} ${(middle - half).toFixed(1)}V${(middle + half).toFixed(1)}`;
  }).join("");
}
