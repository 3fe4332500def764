import { type JSX, Show } from "solid-js";
import type { InterviewerView, PersonView, RoomView } from "../../../proto/live/view.ts";
import { thinkTimes } from "../../../proto/live/words.ts";
import { Button } from "../../ui/button.tsx";
import { Radios } from "../../ui/choice.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Facts } from "../../ui/facts.tsx";
import { useRoom } from "./in-session.ts";
import { called, heardNames, mayPace } from "./interviewer.ts";
import { interviewerWords } from "./interviewer-words.ts";
import { useRoomUi } from "./room-ui.ts";

const words = interviewerWords.dialog;

type Props = { view: RoomView; me: PersonView; interviewer: InterviewerView };

/** All that is to know about the AI interviewer, and how long it waits. */
export function InterviewerDialog(props: Props): JSX.Element {
  const ui = useRoomUi();
  const it = () => props.interviewer;
  const names = () => heardNames(props.view, it(), props.me.id);
  const lead = (): string => !called(it()) ? words.lead : it().outside === null ? words.leadHere : words.leadOutside;
  const whoIs = (): string => `${words.whoIs(it().provider, it().voice)} ${it().standsIn ? words.standsIn : ""}`.trim();
  const where = (): string => it().outside === null ? words.inside : words.outside(it().outside ?? "");
  const facts = () => [
    { name: words.who, value: called(it()) ? whoIs() : words.notYet },
    { name: words.where, value: called(it()) ? where() : "" },
    { name: words.hears, value: names().length === 0 ? words.hearsNobody : words.hearsThem(names()) },
    { name: words.recorded, value: it().recorded ? words.isRecorded : words.notRecorded },
  ];
  const foot = (
    <>
      <span class="grow" />
      <Button onClick={ui.close}>{words.close}</Button>
    </>
  );
  return (
    <Dialog open title={words.title} lead={lead()} onClose={ui.close} foot={foot}>
      <div class="stack loose">
        <Facts of={facts()} />
        <ThinkTimes {...props} />
      </div>
    </Dialog>
  );
}

const times = thinkTimes.map((value) => ({ value, label: words.times[value], hint: words.timeHints[value] }));

function ThinkTimes(props: Props): JSX.Element {
  const room = useRoom();
  const ui = useRoomUi();
  return (
    <Show
      when={mayPace(props.me)}
      fallback={
        <p class="small soft">
          {words.think}: {words.times[props.interviewer.thinkTime].toLowerCase()}. {words.onlyThem}
        </p>
      }
    >
      <Radios
        label={words.think}
        value={props.interviewer.thinkTime}
        options={times}
        onChange={(value) => ui.attempt(() => room.act.think(value))}
      />
      <Show when={props.me.part === "seat"}>
        <p class="small soft">{words.wait} {words.hint}</p>
      </Show>
    </Show>
  );
}
