import { For, type JSX } from "solid-js";
import "./interviewer.css";

export type InterviewerState = "waiting" | "listening" | "thinking" | "speaking";

const words: Record<InterviewerState, string> = {
  waiting: "Waiting",
  listening: "Listening",
  thinking: "Thinking",
  speaking: "Speaking",
};
const bars = Array.from({ length: 9 }, (_, at) => at);

/** The AI interviewer and what it does now, as a ring and as a word. */
export function InterviewerTile(props: { state: InterviewerState }): JSX.Element {
  return (
    <div class="asks" data-voice="2" data-state={props.state}>
      <svg class="orb" viewBox="0 0 120 120" aria-hidden="true">
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
      <b aria-live="polite">{words[props.state]}</b>
    </div>
  );
}
