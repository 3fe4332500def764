import { type Accessor, createSignal } from "solid-js";
import type { Me } from "../../proto/http/account.ts";
import type { Call } from "../api/call.ts";
import { asRefusal, type Refusal } from "../kit/refusal.ts";

/** Who uses this page. `unknown` while the server is asked, `unreachable` when it could not be. */
export type Who =
  | { state: "unknown" }
  | { state: "unreachable"; refusal: Refusal }
  | { state: "out" }
  | { state: "in"; me: Me };

export interface Session {
  who: Accessor<Who>;
  /** The person who is signed in. */
  me: Accessor<Me | undefined>;
  /** Asks the server who is signed in. */
  find(): Promise<void>;
  signedIn(me: Me): void;
  /** Called when the server no longer knows this browser. */
  lost(): void;
  signOut(): Promise<void>;
}

export function createSession(call: () => Call): Session {
  const [who, setWho] = createSignal<Who>({ state: "unknown" });
  const find = async (): Promise<void> => {
    try {
      setWho({ state: "in", me: await call()("GET /me") });
    } catch (error) {
      const refusal = asRefusal(error);
      setWho(refusal.status === 401 ? { state: "out" } : { state: "unreachable", refusal });
    }
  };
  const lost = (): void => void setWho({ state: "out" });
  return {
    who,
    find,
    lost,
    me: () => {
      const now = who();
      return now.state === "in" ? now.me : undefined;
    },
    signedIn: (me) => setWho({ state: "in", me }),
    async signOut() {
      await call()("POST /account/sign-out");
      lost();
    },
  };
}
