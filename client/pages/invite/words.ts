import { count } from "../../kit/text.ts";

export const words = {
  title: "You are invited",
  titleOf: (grind: string): string => `Join ${grind}`,
  lead: (by: string | null, members: number): string =>
    `${by ?? "Somebody"} invites you. ${
      members === 1 ? "One person practises" : `${count(members, "person", "people")} practise`
    } there.`,
  what:
    "A grind is a small group that practises interviews together. Nobody hears or sees anything of yours until you share it.",
  onlyFor: (address: string): string => `This invitation is for ${address}. It works with an account of that address.`,
  until: (day: string): string => `It can be used until ${day}.`,
  join: "Join",
  signUp: "Make an account and join",
  signIn: "I have an account",
  signedInAs: (name: string): string => `You are signed in as ${name}.`,
  joined: (grind: string): string => `You are in ${grind}.`,
  goneTitle: "This invitation does not work any more",
  goneText: "It was used up, it was taken back, or its time has passed. Ask whoever sent it for a new one.",
  brokenTitle: "This link is incomplete",
  brokenText: "A part is missing at its end. Copy it again, whole, and open it once more.",
  home: "Go home",
};
