import type { JSX } from "solid-js";
import type { Take } from "../../../proto/http/takes.ts";
import { length } from "../../kit/time.ts";
import type { TakePlayback } from "../../state/take-playback.ts";
import { Button } from "../../ui/button.tsx";
import { takeWords as words } from "./take-words.ts";

const stepMs = 5_000;

/** Plays and stops what one may hear, and says where one is. */
export function Transport(props: { take: Take; playback: TakePlayback }): JSX.Element {
  const text = (): string => words.at(length(props.playback.atMs()), length(props.take.durationMs));
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -stepMs, ArrowRight: stepMs }[event.key];
    if (step !== undefined) props.playback.seek(Math.min(props.take.durationMs, props.playback.atMs() + step));
    else if (event.key === " ") void props.playback.toggle();
    else return;
    event.preventDefault();
  };
  return (
    <div class="take-transport">
      <Button
        icon={props.playback.playing() ? "pause" : "play"}
        iconOnly
        busy={props.playback.busy()}
        onClick={() => void props.playback.toggle()}
      >
        {props.playback.playing() ? words.pause : words.play}
      </Button>
      <div class="take-position grow">
        <input
          type="range"
          min={0}
          max={Math.max(1, Math.round(props.take.durationMs))}
          step={100}
          value={props.playback.atMs()}
          aria-label={words.position}
          aria-valuetext={text()}
          onInput={(event) => props.playback.seek(event.currentTarget.valueAsNumber)}
          onKeyDown={press}
        />
        <div class="small soft num">{text()}. {words.keys}</div>
      </div>
    </div>
  );
}
