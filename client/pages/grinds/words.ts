export const words = {
  title: "Grinds",
  lead: "The groups you practise with.",
  newGrind: "New grind",
  emptyTitle: "You are in no grind yet",
  emptyText:
    "A grind is a small group that practises interviews together. Make one and invite the people you trust, or ask somebody for an invite link.",
  newTitle: "New grind",
  newLead: "A small group that practises interviews together. You own it and decide who joins.",
  name: "Name",
  nameHint: "You can change it later.",
  create: "Create grind",
  created: (name: string): string => `${name} is ready. Invite somebody.`,
  cancel: "Not now",
};
