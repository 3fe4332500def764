import type { Letter } from "../ports/mailer.ts";

type Invitation = {
  readonly by: { readonly name: string };
  readonly grind: { readonly name: string };
  readonly email: string;
  readonly url: string;
  readonly expiresAt: Date;
};

/** The letter that brings an invite to its address. */
export function inviteLetter({ by, grind, email, url, expiresAt }: Invitation): Letter {
  const until = expiresAt.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  return {
    to: email,
    subject: `${by.name} invites you to ${grind.name}`,
    text: [
      `${by.name} invites you to “${grind.name}”, a group that practises interviews together on Grindstone.`,
      `Open this link to join:\n${url}`,
      `It works once, for an account with the address ${email}, until ${until}.`,
      "If you do not know who this is, do nothing: nothing happens unless you open the link and agree to join.",
    ].join("\n\n"),
  };
}
