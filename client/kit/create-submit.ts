import { type Accessor, createSignal } from "solid-js";
import { asRefusal, type Refusal } from "./refusal.ts";
import { makeAttempt } from "./attempt.ts";

/** One thing that a form or a button does, and how it went. */
export interface Submit {
  busy: Accessor<boolean>;
  /** Why it was not done, unless an input says so itself. */
  refusal: Accessor<Refusal | undefined>;
  /** The sentence for one input; asking for it means that the input shows it. */
  errorOf(field: string): string | undefined;
  /** The same for an input that holds everything below a path, such as all probes of a question. */
  errorUnder(path: string): string | undefined;
  /** Resolves true when it was done. A second call while one runs does nothing. */
  run(event?: Event): Promise<boolean>;
  clear(): void;
}

type Work = (attemptFor: (content: unknown) => string) => Promise<unknown>;

/** `fields` are the inputs that can show their own sentence; `plan.*` stands for all below it. */
export function createSubmit(work: Work, fields: readonly string[] = []): Submit {
  const [busy, setBusy] = createSignal(false);
  const [refusal, setRefusal] = createSignal<Refusal>();
  const attempt = makeAttempt();

  const run = async (event?: Event): Promise<boolean> => {
    event?.preventDefault();
    if (busy()) return false;
    setBusy(true);
    setRefusal(undefined);
    try {
      await work((content) => attempt.keyFor(content));
      attempt.done();
      return true;
    } catch (error) {
      const reason = asRefusal(error);
      if (!reason.uncertain) attempt.done();
      setRefusal(reason);
      return false;
    } finally {
      setBusy(false);
    }
  };

  const shown = (field: string): boolean =>
    fields.some((one) => one === field || (one.endsWith(".*") && field.startsWith(one.slice(0, -1))));
  return {
    busy,
    run,
    refusal: () => refusal()?.field !== undefined && shown(refusal()?.field ?? "") ? undefined : refusal(),
    errorOf: (field) => refusal()?.field === field ? refusal()?.message : undefined,
    errorUnder: (path) => {
      const field = refusal()?.field;
      return field === path || field?.startsWith(`${path}.`) ? refusal()?.message : undefined;
    },
    clear: () => setRefusal(undefined),
  };
}
