import { AppError, unreachable } from "../kit/errors.ts";
import { makeRoom } from "./grind.ts";

export type InviteState = "open" | "used-up" | "expired" | "revoked";
type Uses = {
  readonly uses: number;
  readonly maxUses: number;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
};

/** Whether an invite still lets people in, and why not. */
export function inviteState(invite: Uses, nowMs: number): InviteState {
  if (invite.revokedAt) return "revoked";
  if (invite.uses >= invite.maxUses) return "used-up";
  return invite.expiresAt.getTime() <= nowMs ? "expired" : "open";
}

/** Throws "closed" with what to do, unless the invite is open. */
export function requireOpen(invite: Uses, nowMs: number): void {
  const state = inviteState(invite, nowMs);
  if (state !== "open") throw new AppError("closed", `${why(state)} Ask whoever sent it to you for a new one.`);
}

function why(state: Exclude<InviteState, "open">): string {
  switch (state) {
    case "revoked":
      return "This invite was taken back.";
    case "used-up":
      return "This invite was used as often as it allows.";
    case "expired":
      return "This invite has expired.";
    default:
      return unreachable(state);
  }
}

/** What holds when somebody opens an invite. */
export type Arrival = {
  readonly invite: Uses & { readonly email: string | null };
  readonly email: string;
  /** They are in the grind already. */
  readonly inside: boolean;
  readonly members: number;
  readonly grinds: number;
};

/** Whether the invite makes somebody a member now; false when they are one already. Throws when it may not. */
export function arrive({ invite, email, inside, members, grinds }: Arrival, nowMs: number): boolean {
  if (inside) return false;
  requireOpen(invite, nowMs);
  if (invite.email !== null && invite.email !== email) {
    throw new AppError(
      "forbidden",
      `This invite is for ${
        shortEmail(invite.email)
      } alone. Sign in with that account, or ask for an invite of your own.`,
    );
  }
  makeRoom("membersPerGrind", members);
  makeRoom("grindsPerPerson", grinds);
  return true;
}

/** An address that its owner recognises and nobody else can write to, such as n…@example.com. */
export function shortEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return `${Array.from(email)[0] ?? ""}…${email.slice(at)}`;
}
