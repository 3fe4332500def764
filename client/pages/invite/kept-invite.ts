import { passing, type Store } from "../../kit/store.ts";

const key = "invite";

/** The invitation that brought somebody here, kept over the detour of signing up or in. */
export const keptInvite = (store: Store = passing): string | undefined => store.get(key) ?? undefined;
export const keepInvite = (token: string, store: Store = passing): boolean => store.set(key, token);
export const forgetInvite = (store: Store = passing): void => store.remove(key);
