import { passing, type Store } from "../../kit/store.ts";

const key = "invite";

/** The invitation that brought somebody here, kept over the detour of signing up or in. */
export const keptInvite = (store: Store = passing): string | undefined => store.get(key) ?? undefined;
export const keepInvite = (token: string, store: Store = passing): boolean => store.set(key, token);
export const forgetInvite = (store: Store = passing): void => store.remove(key);

/** Lends the invitation to the detour over an identity provider, which can carry no fragment of ours. */
export function lendInvite(store: Store = passing, page: Document = document): void {
  const token = keptInvite(store);
  if (token === undefined) return;
  const secure = page.location.protocol === "https:" ? "; secure" : "";
  page.cookie = `grindstone-invite=${token}; path=/api/v1/account/oidc; max-age=600; samesite=lax${secure}`;
}
