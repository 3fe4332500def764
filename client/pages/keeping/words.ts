import { count } from "../../kit/text.ts";

const days = (n: number): string => count(n, "day");

export const words = {
  what: "How long recordings are kept",
  title: "Recordings",
  days,
  most: (n: number): string => `${days(n)}, the longest here`,
  tooLong: (chosen: number, most: number): string =>
    `${days(chosen)} were chosen, but this instance keeps recordings for ${most} at most: that counts.`,
  save: "Save",
  saved: "Saved.",
  longer: "Saved. What was deleted before does not come back.",
  shorterTitle: (n: number): string => `Keep recordings for ${days(n)} only?`,
  verb: "Shorten and delete",
  keep: "Leave it as it is",
  own: {
    lead: "How long what was recorded of your interviews is kept.",
    label: "Keep recordings of my interviews for",
    hint:
      "Counted from the end of an interview. Then voices, pictures and all else that was recorded are deleted for good. The interview and its words stay in your history. Where a grind keeps its recordings for less, that counts.",
    shorterText: (n: number): string =>
      `Recordings of your interviews that ended more than ${
        days(n)
      } ago are deleted within minutes. This cannot be taken back.`,
  },
  grind: {
    label: "Keep recordings of interviews here for",
    hint:
      "Counted from the end of an interview, for everybody’s interviews in this grind. Then voices, pictures and all else that was recorded are deleted for good. Interviews and their words stay with the people who gave them. Who wants less for their own says so in their account.",
    shorterText: (n: number): string =>
      `Everybody’s recordings of interviews in this grind that ended more than ${
        days(n)
      } ago are deleted within minutes. This cannot be taken back.`,
    readOnly: (n: number): string =>
      `Recordings of interviews in this grind are kept for ${
        days(n)
      } at most, and then deleted for good. An owner can change that; for your own interviews you can choose less in your account.`,
  },
};
