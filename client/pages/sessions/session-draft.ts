import { createSignal } from "solid-js";
import type { Session } from "../../../proto/http/sessions.ts";
import type { SentBody } from "../../../proto/http.ts";
import type { Mode } from "../../../proto/live/words.ts";
import { localIn, ownZone, soon } from "../../kit/zone.ts";

export type SessionFormKind = "now" | "later" | "change";
type Repeat = "once" | "weekly";
type Sent = SentBody<"POST /grinds/:id/sessions">;
type Changed = Omit<SentBody<"PATCH /sessions/:id">, "version">;
export type SessionDraft = ReturnType<typeof createSessionDraft>;

/** What is being typed about a session, and what is sent of it. */
export function createSessionDraft(now: Date, session?: Session) {
  const start = session ? localIn(session.startsAt, session.timeZone) : soon(now);
  const [taskId, setTaskId] = createSignal<string | null>(session?.task?.id ?? null);
  const [mode, setMode] = createSignal<Mode>(session?.mode ?? "ai");
  const [firstSeatId, setFirstSeatId] = createSignal<string | null>(session?.firstSeat?.id ?? null);
  const [minutes, setMinutes] = createSignal(String(session?.minutes ?? 60));
  const [repeat, setRepeat] = createSignal<Repeat>("once");
  const [day, setDay] = createSignal(start.slice(0, 10));
  const [time, setTime] = createSignal(start.slice(11));
  const [timeZone, setTimeZone] = createSignal(session?.timeZone ?? ownZone());
  const common = () => ({ taskId: taskId(), mode: mode(), firstSeatId: firstSeatId(), minutes: Number(minutes()) });
  const local = (): string => `${day()}T${time()}`;
  return {
    taskId,
    setTaskId,
    mode,
    setMode,
    firstSeatId,
    setFirstSeatId,
    minutes,
    setMinutes,
    repeat,
    setRepeat,
    day,
    setDay,
    time,
    setTime,
    timeZone,
    setTimeZone,
    startNow: (): Sent => ({ ...common(), when: { kind: "now", timeZone: ownZone() } }),
    schedule: (): Sent => ({ ...common(), when: { kind: repeat(), local: local(), timeZone: timeZone() } }),
    change: (): Changed => ({ ...common(), local: local(), timeZone: timeZone() }),
  };
}
