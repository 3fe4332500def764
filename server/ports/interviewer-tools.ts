/** One thing that an interviewer's mind may ask the house to do. */
export type Tool = {
  readonly name: string;
  readonly description: string;
  /** JSON schema of its arguments. */
  readonly parameters: {
    readonly type: "object";
    readonly properties: Readonly<Record<string, { readonly type: "string"; readonly description: string }>>;
    readonly required: readonly string[];
  };
  /** It goes on speaking without waiting for the answer. */
  readonly silent: boolean;
};

const nothing = { type: "object", properties: {}, required: [] } as const;
const text = (description: string) => ({ type: "string", description } as const);

/** Everything that a mind may ask for. Who asks for something else is told that there is no such tool. */
export const interviewerTools = [
  {
    name: "next_question",
    description:
      "Moves to the next question of the plan. Call it when the open question is answered well enough or its time is up, " +
      "before you ask the next one. The answer holds that question.",
    parameters: nothing,
    silent: false,
  },
  {
    name: "give_hint",
    description:
      "Asks for the next hint to the open question. Call it when the candidate asks for help or has been stuck for long. " +
      "The answer holds the hint; say it in your own words.",
    parameters: nothing,
    silent: false,
  },
  {
    name: "note_observation",
    description: "Notes something about the candidate's answer for the later feedback. Say nothing about it aloud.",
    parameters: {
      type: "object",
      properties: {
        item: text("The name of the rubric item that it is about, exactly as in the rubric."),
        quote: text("What the candidate said, word for word, in one sentence at most."),
        note: text("What it shows, in one sentence."),
      },
      required: ["item", "quote", "note"],
    },
    silent: true,
  },
  {
    name: "end_interview",
    description:
      "Ends the interview. Call it only after you have thanked the candidate and said goodbye, when the plan is done, the " +
      "time is up, or the candidate asks to stop.",
    parameters: nothing,
    silent: true,
  },
] as const satisfies readonly Tool[];

export type ToolName = (typeof interviewerTools)[number]["name"];

/** The tool of that name; undefined: there is none. */
export function toolNamed(name: string): (Tool & { readonly name: ToolName }) | undefined {
  return interviewerTools.find((it) => it.name === name);
}

/** What is wrong with the arguments, in one sentence for the mind that sent them; null: nothing. */
export function wrongArguments(tool: Tool, args: Readonly<Record<string, unknown>>): string | null {
  const missing = tool.parameters.required.find((it) => typeof args[it] !== "string" || args[it] === "");
  return missing === undefined ? null : `${tool.name} needs "${missing}" as a text. Nothing was done.`;
}
