import type { JSX } from "solid-js";
import { initials, voiceOf } from "../kit/text.ts";
import { Icon } from "./icon.tsx";
import "./avatar.css";

type Props = {
  name: string;
  /** The person's id: it decides the colour, so that a person looks the same everywhere. */
  id?: string | undefined;
  size?: "s" | "m" | "l" | "xl" | undefined;
  /** In the hot seat, or speaking now. */
  ring?: "seat" | "speaks" | undefined;
  voice?: number | undefined;
};

/** A person as initials on their colour. The name stands beside it, so readers need not hear it. */
export function Avatar(props: Props): JSX.Element {
  const voice = () => props.voice ?? (props.id === undefined ? undefined : voiceOf(props.id));
  return (
    <span class={["avatar", props.size, props.ring].filter(Boolean).join(" ")} data-voice={voice()} aria-hidden="true">
      {initials(props.name)}
    </span>
  );
}

/** The AI interviewer: stone, and a voice instead of letters. */
export function InterviewerAvatar(props: { size?: "s" | "m" }): JSX.Element {
  return (
    <span class={`avatar ${props.size ?? "m"}`} data-voice="2" aria-hidden="true">
      <Icon name="audio-lines" size={props.size === "s" ? "sm" : undefined} />
    </span>
  );
}

/** A voice's colour and shape, together, so that neither has to be told apart alone. */
export function VoiceMark(props: { voice: number }): JSX.Element {
  return <span class="voice" data-voice={props.voice} aria-hidden="true" />;
}
