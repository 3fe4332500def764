import { AppError, found } from "../kit/errors.ts";
import type { Clock } from "../kit/clock.ts";
import type { Ids } from "../kit/ids.ts";
import type { Audit } from "../ports/audit.ts";
import type { GrindCard, GrindStore } from "../ports/grinds.ts";
import type { Notifications } from "../ports/notifications.ts";

/** Who does something. */
export type Doer = { readonly personId: string; readonly name: string };

/** Making, naming and deleting grinds. Whoever calls has asked whether it is allowed. */
export type Grinds = {
  list(personId: string): Promise<GrindCard[]>;
  find(personId: string, grindId: string): Promise<GrindCard>;
  create(by: Doer, name: string): Promise<GrindCard>;
  /** Throws "conflict" when somebody else changed the grind since `version`. */
  rename(by: Doer, grindId: string, change: { name: string; version: number }): Promise<GrindCard>;
  /** Everybody else who was in it is told. */
  delete(by: Doer, grind: { id: string; name: string }): Promise<void>;
};

type Options = {
  store: GrindStore;
  audit: Audit;
  notifications: Notifications;
  clock: Clock;
  ids: Ids;
  /** Called after a grind was deleted. */
  onDeleted?: (grindId: string) => void;
};

export function makeGrinds({ store, audit, notifications, clock, ids, onDeleted = () => {} }: Options): Grinds {
  const find = async (personId: string, grindId: string) => found(await store.card(personId, grindId), "grind");
  const note = (by: Doer, action: string, subjectId: string) => audit.note({ actorId: by.personId, action, subjectId });
  return {
    list: (personId) => store.cards(personId),
    find,
    async create(by, name) {
      const id = ids.next();
      await store.create({ id, name, ownerId: by.personId, at: new Date(clock.now()) });
      await note(by, "grind.created", id);
      return await find(by.personId, id);
    },
    async rename(by, grindId, change) {
      if (!(await store.rename(grindId, change))) throw stale("grind");
      await note(by, "grind.renamed", grindId);
      return await find(by.personId, grindId);
    },
    async delete(by, { id, name }) {
      const members = await store.delete(id);
      onDeleted(id);
      await note(by, "grind.deleted", id);
      await notifications.tell(members.filter((it) => it !== by.personId), "removed", { grindName: name });
    },
  };
}

/** What a writer hears who was slower than another. */
export function stale(what: string): AppError {
  return new AppError(
    "conflict",
    `Somebody else changed this ${what} since you opened it. Nothing of yours was saved or lost: ` +
      "load it again, then make your change once more.",
  );
}
