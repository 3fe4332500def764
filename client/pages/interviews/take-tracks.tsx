import { createSignal, For, type JSX, Show } from "solid-js";
import type { Take, TakeTrack } from "../../../proto/http/takes.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { voiceOf } from "../../kit/text.ts";
import { length } from "../../kit/time.ts";
import { useApp } from "../../state/app-state.ts";
import { createTakePlayback, type TakePlayback } from "../../state/take-playback.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { RefusalBanner } from "../../ui/refusal-banner.tsx";
import { Waveform } from "../../ui/waveform.tsx";
import { levelsOf, spanOf } from "./take-lanes.ts";
import { takeWords as words } from "./take-words.ts";

type Props = { take: Take; onChange: () => void };

/** All tracks of a take under each other, on one time line; one's own can be played and deleted. */
export function TakeTracks(props: Props): JSX.Element {
  const { call } = useApp();
  const playback = createTakePlayback({
    link: async (trackId) => {
      const params = { id: props.take.interviewId, trackId };
      return (await call("POST /interviews/:id/tracks/:trackId/link", { params })).url;
    },
    voice: () => props.take.tracks.find((it) => it.mine && it.playable && it.kind === "voice"),
  });
  const first = (): TakeTrack | undefined =>
    props.take.tracks.find((it) => it.id === playback.chosen()) ?? props.take.tracks.find((it) => it.playable);
  return (
    <section class="stack" aria-label={words.tracks}>
      <Show when={playback.picture()}>
        {(video) => <div class="take-picture" role="group" aria-label={words.picture}>{video()}</div>}
      </Show>
      <Show when={playback.refusal()}>
        {(refusal) => <RefusalBanner refusal={refusal()} kept="The recording is safe." />}
      </Show>
      <ul class="take-tracks">
        <For each={props.take.tracks}>
          {(track) => <Row track={track} take={props.take} playback={playback} onChange={props.onChange} />}
        </For>
      </ul>
      <Show when={first()}>
        {(track) => <Position take={props.take} track={track()} playback={playback} />}
      </Show>
      <p class="small soft">{words.others}</p>
    </section>
  );
}

const nameOf = (track: TakeTrack): string => words.track(track.mine ? words.you : track.person?.name, track.kind);

function Row(props: Props & { track: TakeTrack; playback: TakePlayback }): JSX.Element {
  const name = (): string => nameOf(props.track);
  const playing = (): boolean => props.playback.chosen() === props.track.id && props.playback.playing();
  const notes = (): string =>
    [
      props.track.gapsMs >= 100 && words.missing(props.track.gapsMs),
      props.track.endedEarly !== null && words.endedEarly,
    ].filter(Boolean).join(", ");
  return (
    <li>
      <div class="take-head">
        <div class="grow">
          <div class="small strong break">{name()}</div>
          <Show when={notes()}>{(it) => <div class="tiny faint">{it()}</div>}</Show>
        </div>
        <Show when={props.track.playable}>
          <Button
            icon={playing() ? "pause" : "play"}
            iconOnly
            busy={props.playback.busy() && props.playback.chosen() === props.track.id}
            onClick={() => void props.playback.toggle(props.track)}
          >
            {playing() ? words.pause(name()) : words.play(name())}
          </Button>
        </Show>
        <Show when={props.track.mine}>
          <RemoveTrack {...props} name={name()} />
        </Show>
      </div>
      <Lane track={props.track} take={props.take} atMs={props.playback.atMs()} />
    </li>
  );
}

function Lane(props: { track: TakeTrack; take: Take; atMs: number }): JSX.Element {
  const span = () => spanOf(props.track, props.take.durationMs);
  const voice = (): number => props.track.person ? voiceOf(props.track.person.id) : 2;
  const levels = () => levelsOf(props.track);
  return (
    <div class="take-lane" aria-hidden="true" data-voice={voice()}>
      <div class="take-span" style={{ left: `${span().from}%`, width: `${span().size}%` }}>
        <Show when={levels()} fallback={<div class="take-bar" />}>
          {(it) => <Waveform levels={it()} voice={voice()} />}
        </Show>
      </div>
      <i class="take-at" style={{ left: `${100 * Math.min(1, props.atMs / Math.max(1, props.take.durationMs))}%` }} />
    </div>
  );
}

const stepMs = 5_000;

function Position(props: { take: Take; track: TakeTrack; playback: TakePlayback }): JSX.Element {
  const text = (): string => words.at(length(props.playback.atMs()), length(props.take.durationMs));
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -stepMs, ArrowRight: stepMs }[event.key];
    if (step !== undefined) props.playback.seek(Math.min(props.take.durationMs, props.playback.atMs() + step));
    else if (event.key === " ") void props.playback.toggle(props.track);
    else return;
    event.preventDefault();
  };
  return (
    <div class="take-position">
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
  );
}

function RemoveTrack(props: Props & { track: TakeTrack; name: string; playback: TakePlayback }): JSX.Element {
  const { call, toasts } = useApp();
  const [open, setOpen] = createSignal(false);
  const submit = createSubmit(async () => {
    props.playback.stop();
    const params = { id: props.take.interviewId, trackId: props.track.id };
    await call("DELETE /interviews/:id/tracks/:trackId", { params });
    toasts.say(words.deleted);
  });
  const done = (): void => {
    setOpen(false);
    props.onChange();
  };
  return (
    <>
      <Button kind="bare" icon="trash-2" iconOnly onClick={() => setOpen(true)}>{words.deleteTrack(props.name)}</Button>
      <Confirm
        open={open()}
        title={words.deleteTrackTitle(props.name)}
        text={words.deleteTrackText}
        verb={words.verb}
        keep={words.keep}
        submit={submit}
        onClose={() => setOpen(false)}
        onDone={done}
      />
    </>
  );
}
