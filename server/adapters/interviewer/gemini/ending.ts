type Ended = { readonly code: number; readonly reason: string; readonly hopeless: boolean };

/** What no second try changes: the key, what it may use, how much of it, or a model that is not there. */
const lasting =
  /api[ _-]?key|credential|permission|forbidden|unauthori[sz]ed|quota|billing|not found|not supported|unsupported/i;
const refused = /server response: (400|401|402|403|404|429)\b/i;

/**
 * How a line ended, from the close code and reason of its socket; the key is never in it. `handle`: it was to come back,
 * and a place that is refused says nothing about the service.
 */
export function endingOf(
  { code, reason }: { readonly code: number; readonly reason: string },
  { key, ready, handle }: { readonly key: string; readonly ready: boolean; readonly handle: string | null },
): Ended {
  const text = reason.replaceAll(key, "…").replace(/key=[^&\s")]+/gi, "key=…").slice(0, 200);
  const badSetup = code === 1007 && !ready && handle === null;
  return { code, reason: text, hopeless: badSetup || lasting.test(text) || refused.test(text) };
}
