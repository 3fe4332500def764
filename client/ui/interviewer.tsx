import { For, type JSX } from "solid-js";
import "./interviewer.css";

/** What the AI interviewer is seen doing. `ready`: no interview runs yet. `waiting`: it was asked to take its time. */
export type InterviewerLook = "ready" | "connecting" | "listening" | "thinking" | "speaking" | "waiting";

const bars = Array.from({ length: 9 }, (_, at) => at);

/** The AI interviewer as a ring with a voice in it, of a shape of its own in each state. `level`: how loud, 0 to 1. */
export function InterviewerOrb(props: { look: InterviewerLook; level?: number | undefined }): JSX.Element {
  return (
    <svg
      class="orb"
      data-look={props.look}
      style={{ "--level": (props.level ?? 1).toFixed(2) }}
      viewBox="0 0 120 120"
      aria-hidden="true"
    >
      <circle cx="60" cy="60" r="54" />
      <circle class="o-arc" cx="60" cy="60" r="54" />
      <g class="o-bars">
        <For each={bars}>
          {(at) => (
            <rect
              x={34.5 + at * 6}
              y="44"
              width="3"
              height="32"
              rx="1.5"
              style={{ "--tall": (0.3 + 0.7 * Math.abs(Math.sin(at * 1.7))).toFixed(2) }}
            />
          )}
        </For>
      </g>
    </svg>
  );
}
