import { createEffect, createSignal, type JSX, on, Show } from "solid-js";
import type { HandoverView, PersonView, RoomView } from "../../../proto/live/view.ts";
import { createTick } from "../../kit/create-tick.ts";
import { firstName } from "../../kit/text.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Radios } from "../../ui/choice.tsx";
import { ConsentSwitches } from "../../ui/consent-switches.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useRoom } from "./in-session.ts";
import { MayHear } from "./may-hear.tsx";
import { inOrder } from "./people.ts";
import { useRoomUi } from "./room-ui.ts";
import { words as all } from "./words.ts";

const words = all.handover;

/** Picks who gets the seat next. */
export function HandoverDialog(props: { view: RoomView }): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  const [picked, setPicked] = createSignal("");
  const people = (): PersonView[] =>
    inOrder(props.view).filter((it) => it.id !== props.view.seatId && it.awayUntilMs === null);
  const chosen = (): string => people().some((it) => it.id === picked()) ? picked() : people()[0]?.id ?? "";
  const give = (): void => {
    ui.close();
    ui.attempt(() => room.act.giveSeat(chosen()));
  };
  const foot = (
    <>
      <span class="grow" />
      <Button onClick={ui.close}>{words.notNow}</Button>
      <Button kind="primary" icon="armchair" disabled={people().length === 0} onClick={give}>{words.verb}</Button>
    </>
  );
  return (
    <Dialog open title={words.title} lead={words.lead} onClose={ui.close} foot={foot}>
      <Show when={people().length > 0} fallback={<p class="soft">{words.nobody}</p>}>
        <Radios
          label={words.to}
          value={chosen()}
          onChange={setPicked}
          options={people().map((it) => ({
            value: it.id,
            label: it.name,
            ...(it.handMs === null ? {} : { hint: words.handUp }),
          }))}
        />
      </Show>
    </Dialog>
  );
}

/** The countdown: a question for who gets the seat, a line for everybody else. */
export function Countdown(props: { view: RoomView; me: PersonView }): JSX.Element {
  return (
    <Show when={props.view.handover}>
      {(handover) => (
        <Show when={handover().toId === props.me.id} fallback={<Line {...props} handover={handover()} />}>
          <Yours {...props} handover={handover()} />
        </Show>
      )}
    </Show>
  );
}

type Props = { view: RoomView; me: PersonView; handover: HandoverView };

function createLeft(handover: () => HandoverView): () => number {
  const room = useRoom();
  const tick = createTick(250);
  return () => (tick(), Math.max(0, Math.ceil((handover().atMs - room.now()) / 1000)));
}

function Line(props: Props): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  const left = createLeft(() => props.handover);
  const name = (): string => props.view.people[props.handover.toId]?.name ?? "";
  const mayStop = (): boolean => props.me.moderates || [props.view.seatId, props.handover.byId].includes(props.me.id);
  return (
    <Banner icon="armchair">
      <p role="timer">{words.banner(firstName(name()), left())}</p>
      <Show when={mayStop()}>
        <Button size="small" onClick={() => ui.attempt(() => room.act.keepSeat())}>
          {props.me.part === "seat" ? words.keep : words.stop}
        </Button>
      </Show>
    </Banner>
  );
}

/** Asked before the seat changes hands; closing it takes the seat when the time is over. */
function Yours(props: Props): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  const [ready, setReady] = createSignal(false);
  const left = createLeft(() => props.handover);
  createEffect(on(() => props.handover.atMs, () => setReady(false)));
  const by = (): string => firstName(props.view.people[props.handover.byId]?.name ?? "");
  const others = (): number => Object.keys(props.view.people).length - 1;
  const take = (): void => {
    setReady(true);
    ui.attempt(() => room.mic.on());
  };
  const refuse = (): void => ui.attempt(() => room.act.keepSeat());
  const foot = (
    <>
      <span class="grow small soft">{words.yoursFoot(others())}</span>
      <Button onClick={refuse}>{words.refuse}</Button>
      <Button kind="primary" icon="armchair" onClick={take}>{words.take}</Button>
    </>
  );
  return (
    <Show when={!ready()} fallback={<Line {...props} />}>
      <Dialog open title={words.yoursTitle(left())} lead={words.yoursLead(by())} onClose={refuse} foot={foot}>
        <MayHear me={props.me} />
        <ConsentSwitches
          given={props.me.consents}
          onChange={(purpose, given) => ui.attempt(() => room.act.consent(purpose, given))}
        />
      </Dialog>
    </Show>
  );
}
