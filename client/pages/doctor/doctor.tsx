import { For, type JSX, onMount, Show } from "solid-js";
import { useApp } from "../../state/app-state.ts";
import type { Hop, HopState } from "../../state/room/doctor.ts";
import { Badge } from "../../ui/badge.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import type { IconName } from "../../ui/icon.tsx";
import { List, Row } from "../../ui/list.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { useLive } from "../room/live.ts";
import { words } from "./words.ts";

/** Tries the way of sound, part by part, and names the first that fails. */
export function DoctorPage(): JSX.Element {
  const doctor = useLive().createDoctor(useApp());
  onMount(() => void doctor.run());
  const done = (): boolean => !doctor.running() && doctor.hops().every((hop) => hop.state !== "waiting");
  return (
    <div class="narrow">
      <PageHead title={words.title} lead={words.lead}>
        <Button icon="rotate-cw" busy={doctor.running()} onClick={() => void doctor.run()}>
          {doctor.running() ? words.running : words.again}
        </Button>
      </PageHead>
      <div class="stack loose">
        <Show
          when={doctor.firstFailed()}
          fallback={
            <Show when={done()}>
              <AllGood />
            </Show>
          }
        >
          {(hop) => (
            <Banner tone="bad" icon="triangle-alert" alert>
              <p>
                <b>{words.first(words.hops[hop().name])}</b> {hop().sentence}
              </p>
            </Banner>
          )}
        </Show>
        <List label={words.list}>
          <For each={doctor.hops()}>{(hop) => <HopRow hop={hop} />}</For>
        </List>
      </div>
    </div>
  );
}

function AllGood(): JSX.Element {
  return (
    <Banner tone="good" icon="check" alert>
      <p>
        <b>{words.good}</b> {words.goodNext}
      </p>
    </Banner>
  );
}

const looks: Readonly<Record<HopState, { tone?: "good" | "bad" | "line"; icon?: IconName }>> = {
  waiting: { tone: "line" },
  running: { icon: "loader" },
  ok: { tone: "good", icon: "check" },
  failed: { tone: "bad", icon: "x" },
  skipped: { tone: "line" },
};

function HopRow(props: { hop: Hop }): JSX.Element {
  const look = () => looks[props.hop.state];
  return (
    <Row
      title={words.hops[props.hop.name]}
      detail={props.hop.sentence}
      after={
        <>
          <Show when={props.hop.tookMs}>{(ms) => <span class="small faint num">{words.took(ms())}</span>}</Show>
          <Badge tone={look().tone} icon={look().icon}>{words.states[props.hop.state]}</Badge>
        </>
      }
    />
  );
}
