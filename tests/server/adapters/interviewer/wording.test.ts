import { describe, expect, it } from "vitest";
import { interviewerWords } from "../../../../client/pages/room/interviewer-words.ts";
import { freshest, intentOf, sentencesOf } from "../../../../server/adapters/interviewer/script/wording.ts";

describe("what somebody means", () => {
  it.each(
    [
      ["hint", "hint"],
      ["hint", "Hint, please!"],
      ["hint", "could you give me a hint?"],
      ["hint", "I need a hint"],
      ["hint", interviewerWords.hintLine],
      ["hint", "help"],
      ["hint", "Can I get some help with this?"],
      ["hint", "Sorry, I am stuck."],
      ["again", "Sorry, could you repeat that?"],
      ["again", "repeat the question please"],
      ["again", "Pardon?"],
      ["again", "What was the question?"],
      ["skip", "skip"],
      ["skip", "Can we skip this one?"],
      ["skip", "next question please"],
      ["skip", "Let's move on."],
      ["stop", "stop"],
      ["stop", "I would like to stop here."],
      ["stop", "Can we end the interview now?"],
      ["stop", "Goodbye!"],
    ] as const,
  )("is %s: %s", (intent, text) => {
    expect(intentOf(text)).toBe(intent);
  });

  it.each([
    "I would end the session when its token is too old",
    "I would skip the first one and move on",
    "I'd skip duplicates",
    "repeat that until the list is empty",
    "The index is a hint for the planner",
    "It should help the next person",
    "We stopped the session and asked for help",
    "Nothing",
    "I would stop",
    "it should stop",
    "I can read",
    "A clue is enough to begin",
    "",
  ])("is an answer, though a wish may have its words: %s", (text) => {
    expect(intentOf(text)).toBe("answer");
  });
});

it("of what could be asked next, what was least spoken of is", () => {
  const probes = ["What does it cost in memory?", "How would you test it?"];
  expect(freshest(probes, "It needs little memory, and costs a pass.")).toBe(probes[1]);
  expect(freshest(probes, "I tested it first.")).toBe(probes[0]);
  expect(freshest([], "anything")).toBeUndefined();
});

it("a text is read in its sentences, and none of it is lost", () => {
  const text = "We talk about this: a queue. It holds 3.5 of them! Ready?";
  expect(sentencesOf(text).join(" ").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
  expect(sentencesOf("Just words")).toEqual(["Just words"]);
});
