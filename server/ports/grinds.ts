import type { Departure, Ending, MemberChange, Role, Standing } from "../domain/grind.ts";
import type { Page, Paged } from "../kit/cursor.ts";

export type GrindRow = {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly version: number;
};
/** A grind as one of its members stands in it. */
export type OwnGrind = GrindRow & { readonly role: Role };
/** `tasks` counts those written in the grind. */
export type GrindCard = OwnGrind & { readonly members: number; readonly tasks: number };
export type MemberRow = {
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  readonly joinedAt: Date;
};

/** Grinds and who is in them. A grind always has an owner, whatever happens at once. */
export interface GrindStore {
  /** Resolves to null for somebody who is not in it, as for a grind that does not exist. */
  ownGrind(personId: string, grindId: string): Promise<OwnGrind | null>;
  card(personId: string, grindId: string): Promise<GrindCard | null>;
  /** In the order one joined. */
  cards(personId: string): Promise<GrindCard[]>;
  /** Throws AppError "conflict" when the owner is in as many grinds as one can be. */
  create(grind: { id: string; name: string; ownerId: string; at: Date }): Promise<void>;
  /** false, and nothing changed, when `version` is not the grind's. */
  rename(grindId: string, change: { name: string; version: number }): Promise<boolean>;
  /** Resolves to who was in it. Deleting what is not there is fine. */
  delete(grindId: string): Promise<string[]>;
  /** Owners first, then in the order they joined. */
  members(grindId: string, page: Page): Promise<Paged<MemberRow>>;
  member(grindId: string, personId: string): Promise<MemberRow | null>;
  /** The owners and moderators. */
  leaders(grindId: string): Promise<string[]>;
  /** Does what `decide` returns; nothing about the grind's members changes in between. When it throws, nothing happens. */
  changeMember(
    at: { grindId: string; byId: string; personId: string },
    decide: (now: Standing) => MemberChange,
  ): Promise<MemberChange>;
  /**
   * Takes somebody out of every grind at once, as `decide` says for each. A grind that is handed over gets its longest
   * serving moderator, or else member, as owner, rather not one who is blocked. When `decide` throws, nothing happens.
   */
  departAll(personId: string, decide: (grinds: readonly Ending[]) => Departure[]): Promise<Departed[]>;
}

export type Departed = {
  readonly grindId: string;
  readonly grindName: string;
  readonly departure: Departure;
  /** Who owns it now that it was handed over. */
  readonly heirId: string | null;
};
