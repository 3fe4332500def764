import { firstName } from "../../kit/text.ts";

export const words = {
  tab: "Home",
  greeting: (greeting: string, name: string): string => `${greeting}, ${firstName(name)}`,
  live: "Live now",
  next: "Next",
  ready: "Ready for you",
  allInterviews: "All interviews",
  started: (at: string): string => `Since ${at}`,
  join: "Join",
  toGrind: (name: string): string => `Go to ${name}`,
  nothingNextTitle: "Nothing is planned",
  nothingNext: "What your grinds agree on shows here, in your own time.",
  nothingReadyTitle: "Nothing to look at yet",
  nothingReady: "A finished interview shows here as soon as it can be looked at. Only you see it.",
  ended: (at: string): string => `Ended ${at}. Only you can see it.`,
  firstTitle: "Start with a grind",
  firstText:
    "A grind is a small group that practises interviews together. Make one, invite the people you trust, and pick what you want to be asked.",
  createGrind: "New grind",
  lookAtTasks: "Look at the tasks",
  inviteTitle: "Invite somebody",
  inviteText: (grind: string): string => `${grind} is only you so far. Practice is better with people who listen.`,
  invite: "Invite people",
  taskTitle: "Pick a task",
  taskText: "Coding, system design, behavioural and phone screens, each with what is judged and how it is asked.",
  yourGrinds: "Your grinds",
};
