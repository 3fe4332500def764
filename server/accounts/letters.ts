import type { Letter } from "../ports/mailer.ts";

// No letter repeats what its cause typed: whoever signs up with somebody else's address must not write to them.

export function resetLetter(to: string, url: string): Letter {
  return {
    to,
    subject: "Set a new Grindstone password",
    text: `Somebody, hopefully you, asked for a new password for this address.

Set it here within an hour; the link works once:
${url}

If it was not you, do nothing: your password stays as it is.
`,
  };
}

export function verifyLetter(to: string, url: string): Letter {
  return {
    to,
    subject: "Confirm your address for Grindstone",
    text:
      `This address was given for an account on a Grindstone instance. If that was you, confirm it here within a day:
${url}

If it was not you, do nothing.
`,
  };
}
