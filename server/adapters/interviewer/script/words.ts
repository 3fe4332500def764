/** What the local interviewer says by itself. Everything else comes from the task. */
export const scriptWords = {
  name: "Local interviewer",
  noVoice: "Captions only",
  greets: (name: string) => [
    `Hello ${name}, and welcome.`,
    `Hello ${name}, good to have you here.`,
    `Hello ${name}, welcome to your interview.`,
  ],
  turns: (from: string, name: string) => [
    `Thank you, ${from}. Welcome, ${name}, now it is your turn.`,
    `Thank you, ${from}. ${name}, now we turn to you.`,
  ],
  about: (title: string, minutes: number) => `We talk about this today: ${title}. We have about ${minutes} minutes.`,
  rules: "Take your time to think, I wait. If you are stuck, ask for a hint with the button or by typing.",
  begins: ["Let us begin.", "Here is my first question."],
  thanks: ["Thank you.", "I see.", "All right.", "Okay, thank you.", "Good."],
  next: ["Let us move on.", "Next question.", "Let us go on.", "Now to something else."],
  last: "This is my last question.",
  thin: [
    "I would like to hear a little more.",
    "Tell me a bit more about that.",
    "Let us stay with that for a moment.",
  ],
  more: ["One more thing on that.", "Let me ask about that.", "A question on that."],
  noProbe: "What else comes to your mind?",
  hint: ["Here is a thought.", "A hint.", "Perhaps this helps."],
  noHint: "I have no further hint for this one. Say what you would try first, however rough it is.",
  again: ["Of course. I asked:", "Once more:"],
  there: [
    "No hurry, there is time. Ask for a hint if you like, with the button or by typing.",
    "Take your time. You can ask for a hint with the button or by typing.",
  ],
  standsIn: "I am the local voice of this server, and I go on from here.",
  goesOn: ["Let us go on.", "Where were we."],
  goodbye: (name: string) => [
    `That was my last question. Thank you for the conversation, ${name}. I wish you all the best. Goodbye.`,
    `We have come to the end. Thank you for your time and your thoughts, ${name}. Goodbye.`,
  ],
  timeIsUp: (name: string) =>
    `Our time is almost up, so we stop here. Thank you for the conversation, ${name}. Goodbye.`,
  stops: (name: string) => `Then we stop here. Thank you for the conversation, ${name}. Goodbye.`,
} as const;
