import { type Accessor, createSignal } from "solid-js";
import type { Interview } from "../../proto/http/interviews.ts";
import type { Call } from "../api/call.ts";
import { createSubmit, type Submit } from "../kit/create-submit.ts";
import { type DeviceTrouble, troubleOf } from "../media/device-problem.ts";
import { makeMic } from "../media/mic.ts";
import type { Fallback } from "./fallback.ts";

/** Recording one's own interview on this computer, without a room. */
export type RecordHere = {
  readonly begin: Submit;
  readonly stop: Submit;
  readonly recording: Accessor<boolean>;
  /** It is in no session, so it begins and ends with its recording. */
  readonly alone: Accessor<boolean>;
  /** Why there is no microphone. */
  readonly trouble: Accessor<DeviceTrouble | undefined>;
};

type Options = {
  readonly call: Call;
  readonly fallback: Fallback;
  readonly interview: Accessor<Pick<Interview, "id" | "status" | "sessionId">>;
  readonly onChange: () => void;
};

export function createRecordHere({ call, fallback, interview, onChange }: Options): RecordHere {
  const [trouble, setTrouble] = createSignal<DeviceTrouble>();
  const alone = (): boolean => interview().sessionId === null;
  const move = async (status: "IN_PROGRESS" | "COMPLETED"): Promise<void> => {
    await call("POST /interviews/:id/status", { params: { id: interview().id }, body: { status } });
    onChange();
  };
  const begin = createSubmit(async () => {
    setTrouble(undefined);
    const mic = makeMic({ deviceId: () => "", original: () => false });
    try {
      const track = await mic.open().catch((error: unknown) => void setTrouble(troubleOf(error)));
      if (!track) return;
      if (interview().status === "PENDING") await move("IN_PROGRESS");
      fallback.begin(interview().id, track);
    } finally {
      mic.close(); // what records has its own copy
    }
  });
  const stop = createSubmit(async () => {
    fallback.stop();
    if (alone()) await move("COMPLETED");
  });
  return { begin, stop, alone, trouble, recording: () => fallback.interviewId() === interview().id };
}
