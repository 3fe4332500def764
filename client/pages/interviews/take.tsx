import { createEffect, createSignal, type JSX, Match, on, onCleanup, Show, Switch } from "solid-js";
import type { Take } from "../../../proto/http/takes.ts";
import { createRemote } from "../../kit/create-remote.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { date, length } from "../../kit/time.ts";
import { useApp } from "../../state/app-state.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Bar } from "../../ui/progress.tsx";
import { RemoteView } from "../../ui/remote-view.tsx";
import { MomentList } from "./take-moments.tsx";
import { TakeTracks } from "./take-tracks.tsx";
import { takeWords as words } from "./take-words.ts";
import { Withdraw } from "./withdraw.tsx";
import "./take.css";

/** How often one looks again while it changes. Lower asks the server more, higher shows an older state. */
const lookEveryMs = 2_000;

/** The recording of one interview, for its owner. */
export function TakePart(props: { interviewId: string }): JSX.Element {
  const { call, fallback } = useApp();
  const remote = createRemote(
    () => props.interviewId,
    async (id, signal) => (await call("GET /interviews/:id/take", { params: { id }, signal })),
  );
  createEffect(on(remote.data, (seen) => {
    const state = seen?.take?.state;
    if (state !== "recording" && state !== "finishing" && state !== "erasing") return;
    const timer = setInterval(remote.refetch, lookEveryMs);
    onCleanup(() => clearInterval(timer));
  }));
  // What this computer recorded becomes part of it once all of that is sent.
  createEffect(on(fallback.state, remote.refetch, { defer: true }));
  return (
    <section class="stack loose" aria-labelledby="take-title">
      <h2 id="take-title">{words.title}</h2>
      <RemoteView of={remote} what={words.what}>
        {(data) => (
          <Show when={data().take} fallback={<p class="soft">{words.none} {words.noneText}</p>}>
            {(take) => <Loaded take={take()} onChange={remote.refetch} />}
          </Show>
        )}
      </RemoteView>
    </section>
  );
}

function Loaded(props: { take: Take; onChange: () => void }): JSX.Element {
  const over = (): boolean => ["expired", "erasing", "erased"].includes(props.take.state);
  const mine = (): boolean => props.take.tracks.some((it) => it.mine);
  const seen = (): boolean => props.take.tracks.some((it) => it.mine && it.kind === "camera");
  return (
    <>
      <State take={props.take} />
      <Show when={!over()}>
        <Show when={props.take.state === "stored"}>
          <Show when={props.take.tracks.length > 0} fallback={<Written take={props.take} />}>
            <TakeTracks take={props.take} onChange={props.onChange} />
            <About take={props.take} />
          </Show>
        </Show>
        <div class="form-foot">
          <Show when={seen()}>
            <Withdraw purpose="record_camera" interviewId={props.take.interviewId} onDone={props.onChange} />
          </Show>
          <Show when={mine()}>
            <Withdraw purpose="record" interviewId={props.take.interviewId} onDone={props.onChange} />
          </Show>
          <RemoveAll interviewId={props.take.interviewId} onDone={props.onChange} />
        </div>
      </Show>
    </>
  );
}

/** Nothing of it can be heard or seen; it has its time line all the same. */
function Written(props: { take: Take }): JSX.Element {
  return (
    <>
      <p class="soft">{words.empty}</p>
      <MomentList take={props.take} />
    </>
  );
}

function State(props: { take: Take }): JSX.Element {
  const state = () => props.take.state;
  const plain = (): string | undefined =>
    ({ expired: words.expired, erasing: words.erasing, erased: words.erased } as Record<string, string>)[state()];
  return (
    <Switch>
      <Match when={state() === "recording"}>
        <Banner icon="circle-dot">
          <p>
            <b class="num">{words.recording(length(props.take.durableMs))}</b> {words.recordingNext}
          </p>
        </Banner>
      </Match>
      <Match when={state() === "finishing"}>
        <Finishing take={props.take} />
      </Match>
      <Match when={state() === "broken"}>
        <Banner tone="bad" icon="triangle-alert">
          <p>
            <b>{words.broken}</b> {words.reasons[props.take.reason ?? ""] ?? words.brokenNext}
          </p>
        </Banner>
      </Match>
      <Match when={plain()}>{(text) => <p class="soft">{text()}</p>}</Match>
    </Switch>
  );
}

function Finishing(props: { take: Take }): JSX.Element {
  const { now } = useApp();
  const [begun, setBegun] = createSignal<{ at: number; progress: number }>();
  createEffect(on(() => props.take.progress, (progress) => {
    if (begun() === undefined) setBegun({ at: now().getTime(), progress });
  }));
  const left = (): number | undefined => secondsLeft(begun(), { at: now().getTime(), progress: props.take.progress });
  return (
    <Banner icon="loader">
      <div class="grow stack">
        <p>
          <Show
            when={props.take.reason}
            fallback={
              <>
                <b>{words.finishing}</b> <Show when={left()}>{(seconds) => `${words.left(seconds())} `}</Show>
                {words.finishingNext}
              </>
            }
          >
            {(reason) => (
              <>
                <b>{words.waiting}</b> {words.waits[reason()] ?? words.waitsOtherwise}
              </>
            )}
          </Show>
        </p>
        <Bar label={words.progress} percent={props.take.progress} />
      </div>
    </Banner>
  );
}

type Point = { at: number; progress: number };

/** How long the rest takes, if it goes on as it went; undefined until that can be told. */
export function secondsLeft(from: Point | undefined, to: Point): number | undefined {
  if (!from || to.progress <= from.progress || to.at <= from.at) return undefined;
  return Math.ceil((100 - to.progress) * (to.at - from.at) / (to.progress - from.progress) / 1_000);
}

function About(props: { take: Take }): JSX.Element {
  const bytes = (): number => props.take.tracks.reduce((sum, it) => sum + it.bytes, 0);
  const facts = () => [
    { name: words.length, value: length(props.take.durationMs) },
    { name: words.size, value: `${(bytes() / 1e6).toFixed(1)} MB` },
    {
      name: words.alignment,
      value: props.take.alignment ? words.aligned(props.take.alignment.p95Ms, props.take.alignment.maxMs) : words.alone,
    },
    { name: words.safe, value: words.safeText },
    { name: words.until, value: props.take.keptUntil && words.untilText(date(props.take.keptUntil)) },
  ];
  return (
    <div class="card">
      <Facts of={facts()} />
    </div>
  );
}

function RemoveAll(props: { interviewId: string; onDone: () => void }): JSX.Element {
  const { call, toasts } = useApp();
  const [open, setOpen] = createSignal(false);
  const submit = createSubmit(async () => {
    await call("DELETE /interviews/:id/take", { params: { id: props.interviewId } });
    toasts.say(words.deleted);
  });
  const done = (): void => {
    setOpen(false);
    props.onDone();
  };
  return (
    <>
      <Button kind="danger" icon="trash-2" onClick={() => setOpen(true)}>{words.deleteAll}</Button>
      <Confirm
        open={open()}
        title={words.deleteAllTitle}
        text={words.deleteAllText}
        verb={words.verb}
        keep={words.keep}
        submit={submit}
        onClose={() => setOpen(false)}
        onDone={done}
      />
    </>
  );
}
