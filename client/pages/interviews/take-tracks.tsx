import { createSignal, For, type JSX, Show } from "solid-js";
import type { Take, TakeTrack } from "../../../proto/http/takes.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { voiceOf } from "../../kit/text.ts";
import { useApp } from "../../state/app-state.ts";
import { createTakePlayback, isPicture, type TakePlayback } from "../../state/take-playback.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { RefusalBanner } from "../../ui/refusal-banner.tsx";
import { Waveform } from "../../ui/waveform.tsx";
import { offerJump } from "./jump.ts";
import { levelsOf, placeOf, spanOf } from "./take-lanes.ts";
import { MomentList, MomentMarks } from "./take-moments.tsx";
import { Transport } from "./take-transport.tsx";
import { takeWords as words } from "./take-words.ts";

type Props = { take: Take; onChange: () => void };

/** All tracks of a take under each other, on one time line: what one may hear plays together. */
export function TakeTracks(props: Props): JSX.Element {
  const { call } = useApp();
  const playable = (): TakeTrack[] => props.take.tracks.filter((it) => it.playable);
  const playback = createTakePlayback({
    link: async (trackId) => {
      const params = { id: props.take.interviewId, trackId };
      return (await call("POST /interviews/:id/tracks/:trackId/link", { params })).url;
    },
    tracks: playable,
  });
  offerJump(playback, () => props.take.openedAt);
  const voices = (): number => playable().filter((it) => !isPicture(it)).length;
  return (
    <section class="stack" aria-label={words.tracks}>
      <Show when={playback.picture()}>
        {(video) => <div class="take-picture" role="group" aria-label={words.picture}>{video()}</div>}
      </Show>
      <Show when={playback.refusal()}>
        {(refusal) => <RefusalBanner refusal={refusal()} kept={words.kept} />}
      </Show>
      <Show when={playable().length > 0}>
        <Transport take={props.take} playback={playback} />
      </Show>
      <ul class="take-tracks">
        <For each={props.take.tracks}>
          {(track) => (
            <Row
              track={track}
              take={props.take}
              playback={playback}
              several={voices() > 1}
              onChange={props.onChange}
            />
          )}
        </For>
      </ul>
      <MomentList take={props.take} onSeek={playback.seek} />
      <p class="small soft">{words.others}</p>
    </section>
  );
}

type RowProps = Props & {
  track: TakeTrack;
  playback: TakePlayback;
  /** There is more than one voice to choose from. */
  several: boolean;
};

const nameOf = (track: TakeTrack): string => words.track(track.mine ? words.you : track.person?.name, track.kind);

function Row(props: RowProps): JSX.Element {
  const name = (): string => nameOf(props.track);
  return (
    <li>
      <div class="take-head">
        <div class="grow">
          <div class="small strong break">{name()}</div>
          <Show when={words.lack(props.track)}>{(it) => <div class="tiny faint">{it()}</div>}</Show>
        </div>
        <Show when={props.track.playable}>
          <Show when={isPicture(props.track)} fallback={<Heard {...props} name={name()} />}>
            <Seen {...props} name={name()} />
          </Show>
        </Show>
        <Show when={props.track.mine}>
          <RemoveTrack {...props} name={name()} />
        </Show>
      </div>
      <Lane track={props.track} take={props.take} atMs={props.playback.atMs()} />
    </li>
  );
}

type Named = { track: TakeTrack; playback: TakePlayback; name: string };

/** With a single voice there is nothing to choose. */
function Heard(props: Named & { several: boolean }): JSX.Element {
  const muted = (): boolean => props.playback.muted(props.track.id);
  return (
    <Show when={props.several}>
      <Button
        kind="bare"
        icon={muted() ? "volume-x" : "volume-2"}
        iconOnly
        pressed={muted()}
        onClick={() => props.playback.mute(props.track.id)}
      >
        {words.mute(props.name)}
      </Button>
      <Button
        kind="bare"
        icon="ear"
        iconOnly
        pressed={props.playback.alone(props.track.id)}
        onClick={() => props.playback.solo(props.track.id)}
      >
        {words.solo(props.name)}
      </Button>
    </Show>
  );
}

function Seen(props: Named): JSX.Element {
  const shown = (): boolean => props.playback.shown() === props.track.id;
  return (
    <Button
      icon={shown() ? "eye-off" : "eye"}
      iconOnly
      busy={shown() && props.playback.busy()}
      pressed={shown()}
      onClick={() => void props.playback.show(props.track.id)}
    >
      {words.show(props.name)}
    </Button>
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
      <MomentMarks take={props.take} />
      <i class="take-at" style={{ left: `${placeOf(props.atMs, props.take.durationMs)}%` }} />
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
