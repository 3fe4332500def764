/** The token of a link, from the fragment: browsers keep that to themselves, so it reaches no log. */
export function takeToken(address: Location = location, past: History = history): string | undefined {
  const token = new URLSearchParams(address.hash.slice(1)).get("token") ?? undefined;
  // Out of sight of screenshots and of the history.
  if (token !== undefined) past.replaceState(past.state, "", address.pathname + address.search);
  return token;
}
