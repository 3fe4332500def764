import { type JSX, Show } from "solid-js";
import { type InterviewerView, interviewerVoice, type RoomView } from "../../../proto/live/view.ts";
import { createCalm } from "../../kit/create-late.ts";
import { VoiceMark } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { InterviewerOrb } from "../../ui/interviewer.tsx";
import { useRoom } from "./in-session.ts";
import { called, detailOf, lookOf } from "./interviewer.ts";
import { InterviewerActs } from "./interviewer-acts.tsx";
import { interviewerWords as words } from "./interviewer-words.ts";
import { useRoomUi } from "./room-ui.ts";
import "./interviewer.css";

type Props = { view: RoomView; interviewer: InterviewerView };

/** The AI interviewer beside the seat: what it does, whom it hears, who leads, and where the voice goes. */
export function InterviewerTile(props: Props): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  const look = () => lookOf(props.view, props.interviewer);
  return (
    <section
      class="tile asks"
      classList={{ speaks: look() === "speaking" }}
      data-voice="2"
      aria-label={words.label(words.look[look()])}
    >
      <div class="asks-in">
        <Plate interviewer={props.interviewer} />
        <div class="asks-face">
          <InterviewerOrb look={look()} level={room.level(interviewerVoice) / 9} />
          <div class="asks-now">
            <b>{words.look[look()]}</b>
            <span class="small">{detailOf(props.view, props.interviewer, room.me()?.id)}</span>
            <Show when={called(props.interviewer)}>
              <Where interviewer={props.interviewer} />
            </Show>
          </div>
        </div>
        <div class="asks-foot">
          <Asked />
          <InterviewerActs interviewer={props.interviewer} />
        </div>
        <span class="asks-about">
          <Button kind="bare" icon="info" iconOnly onClick={() => ui.open("interviewer")}>{words.about}</Button>
        </span>
      </div>
      <Told {...props} />
    </section>
  );
}

function Plate(props: { interviewer: InterviewerView }): JSX.Element {
  return (
    <div class="plate top">
      <VoiceMark voice={2} />
      <span>{words.name}</span>
      <span class="soft-on">{words.ai}</span>
      <Show when={props.interviewer.recorded}>
        <span class="soft-on row">
          <Icon name="circle-dot" size="sm" />
          <span class="word">{words.recorded}</span>
        </span>
      </Show>
    </div>
  );
}

function Where(props: { interviewer: InterviewerView }): JSX.Element {
  const it = () => props.interviewer;
  return (
    <span class="asks-where tiny">
      <Show when={it().standsIn}>
        <span class="asks-stands">
          {words.standsIn} <span class="word">{words.standsInFor}</span>
        </span>
      </Show>
      <span>{words.leads(it().provider, it().voice)}</span>
      <span class="row">
        <Icon name={it().outside === null ? "lock" : "globe"} size="sm" />
        <span class="break">{it().outside === null ? words.here : words.goes(it().outside ?? "")}</span>
      </span>
    </span>
  );
}

/** What it said last, because a question is forgotten while one thinks. */
function Asked(): JSX.Element {
  const room = useRoom();
  const last = () => room.captions().findLast((it) => it.personId === null)?.text;
  return (
    <Show when={last()}>
      {(text) => (
        <p class="asks-last small">
          <span class="tiny">{words.asked}</span>
          <span>{text()}</span>
        </p>
      )}
    </Show>
  );
}

/** A state that passes by is not read out: the interviewer is heard. Lower says more, higher says it late. */
const calmMs = 1_500;

/** What it does, for who does not see it. Speaking is heard, so it is not told. */
function Told(props: Props): JSX.Element {
  const look = createCalm(() => lookOf(props.view, props.interviewer), calmMs);
  return <span class="sr" role="status">{look() === "speaking" || look() === "ready" ? "" : words.look[look()]}</span>;
}
