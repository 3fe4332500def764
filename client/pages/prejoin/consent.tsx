import { createSignal, type JSX } from "solid-js";
import type { Session } from "../../../proto/http/sessions.ts";
import type { Purpose } from "../../../proto/live/words.ts";
import { createRemote } from "../../kit/create-remote.ts";
import { useApp } from "../../state/app-state.ts";
import { ConsentSwitches } from "../../ui/consent-switches.tsx";
import { OutsideConsent } from "../../ui/outside-consent.tsx";
import { words } from "./words.ts";

/** Asks what may be recorded and what may leave this server, purpose by purpose, and keeps each answer at once. */
export function Consent(props: { session: Session }): JSX.Element {
  const { call } = useApp();
  const params = () => ({ id: props.session.id });
  const [said, setSaid] = createSignal("");
  const consents = createRemote(
    () => props.session.id,
    (_, signal) => call("GET /sessions/:id/consents", { params: params(), signal }),
  );
  const given = (): readonly Purpose[] => consents.data()?.given ?? [];
  const change = async (purpose: Purpose, on: boolean): Promise<void> => {
    const before = given();
    const needsIt = (it: Purpose): boolean => it === "record_camera" || it === "share_anonymized";
    const rest = before.filter((it) => it !== purpose && (on || purpose !== "record" || !needsIt(it)));
    const next = on ? [...rest, purpose] : rest;
    consents.set({ given: next });
    try {
      consents.set(await call("POST /sessions/:id/consents", { params: params(), body: { given: next } }));
      setSaid(words.saved);
    } catch {
      // Whatever the reason, what the server has is what counts.
      consents.set({ given: [...before] });
      setSaid(words.notSaved);
    }
  };
  return (
    <div class="stack loose">
      <OutsideConsent
        services={props.session.outside}
        interviewer={props.session.mode === "ai"}
        given={given().includes("outside")}
        onChange={(on) => void change("outside", on)}
      />
      <ConsentSwitches given={given()} onChange={(purpose, on) => void change(purpose, on)} />
      <p class="small soft">
        {words.later} <span role="status">{said()}</span>
      </p>
    </div>
  );
}
