import { makeSessions } from "./fake-sessions.mjs";

// People, grinds and tasks for looking at the page without a server. Nobody in it exists.
let last = 0;

/** Ids that look like ours and are the same in each run. */
export function id() {
  return `01990000-0000-7000-8000-${(++last).toString(16).padStart(12, "0")}`;
}

/** An instant before `now`. */
export function before(now, hours) {
  return new Date(now.getTime() - hours * 3_600_000).toISOString();
}

const titles = [
  [
    "Feed that survives a celebrity",
    "system_design",
    "Hard",
    45,
    "Most people follow 200 accounts; a few are followed by tens of millions.",
  ],
  ["Merge overlapping calendars", "coding", "Medium", 30, "Two people, two time zones, one free hour."],
  ["A disagreement you lost", "behavioural", "Easy", 20, "What you said, what happened, what you kept from it."],
  ["Undo that works across devices", "system_design", "Hard", 45, "Two tablets, one drawing, no signal on the train."],
  ["Twenty minutes with a recruiter", "phone_screen", "Easy", 20, "Why you left, what you want, what you cost."],
  [
    "Shortest path with one free wall",
    "coding",
    "Hard",
    45,
    "A grid, some walls, and one of them may be walked through.",
  ],
  ["A project you stopped", "behavioural", "Medium", 25, "When you knew, whom you told, what it saved."],
  ["Rate limiter for a public API", "system_design", "Medium", 40, "A few customers send most of the traffic."],
];

function taskOf([title, kind, difficulty, minutes, teaser], grindId, now) {
  const level = (word) => `${word} looks like this: the answer names the case, says what it costs and stops there.`;
  return {
    id: id(),
    grindId,
    title,
    kind,
    difficulty,
    minutes,
    teaser,
    mine: grindId !== null,
    createdAt: before(now, 400),
    version: 1,
    brief:
      `${teaser}\n\nDesign it aloud. Say what you assume, then what you build, then where it breaks first. Ask when something is open.`,
    rubric: ["Asks before building", "Numbers", "Trade-offs", "Failure", "Clarity"].map((name) => ({
      name,
      weight: 20,
      levels: { weak: level("Weak"), solid: level("Solid"), strong: level("Strong") },
    })),
    plan: [
      "What would you ask first?",
      "How much data is that?",
      "Where does a write go?",
      "What does a reader wait for?",
      "What breaks first?",
      "What would you cut?",
    ].map((ask) => ({
      ask,
      probes: ["How would you know?", "What if it doubles?"],
      hints: ["Think of one person first.", "Count per second."],
      minutes: 6,
    })),
  };
}

/** Everything the fake answers from. `empty`: somebody who has just signed up. */
export function makeWorld({ empty = false, now = new Date() } = {}) {
  const me = {
    id: id(),
    name: "Mara Lindqvist",
    email: "mara@example.org",
    emailVerified: false,
    hasPassword: true,
    admin: true,
    version: 1,
    password: "correct horse",
  };
  const people = ["Noor Haddad", "Ivo Petrov", "Kenji Mori", "Adaeze Obi", "Tomasz Zielinski", "Lucía Ferrer"].map((
    name,
  ) => ({ id: id(), name }));
  const grind = (name, role) => ({
    id: id(),
    name,
    role,
    members: 1,
    tasks: 0,
    createdAt: before(now, 2000),
    version: 1,
  });
  const grinds = empty
    ? []
    : [grind("Thursday Loop", "owner"), grind("Staff design circle", "member"), grind("Back to work", "moderator")];
  const members = new Map(grinds.map((it, at) => [it.id, [
    { personId: me.id, name: me.name, role: it.role, joinedAt: before(now, 1900), you: true },
    ...people.slice(0, 5 - at).map((p, k) => ({
      personId: p.id,
      name: p.name,
      role: k === 0 ? (it.role === "owner" ? "moderator" : "owner") : "member",
      joinedAt: before(now, 900 - k * 90),
      you: false,
    })),
  ]]));
  for (const it of grinds) it.members = members.get(it.id).length;
  const tasks = titles.map((title) => taskOf(title, null, now));
  for (let k = 0; k < 30; k++) {
    tasks.push(
      taskOf(
        [
          `Warm-up ${String(k + 1).padStart(2, "0")}`,
          ["coding", "behavioural"][k % 2],
          ["Easy", "Medium", "Hard"][k % 3],
          15,
          "A short one to begin with.",
        ],
        null,
        now,
      ),
    );
  }
  if (grinds[0]) {
    tasks.unshift(
      taskOf(
        ["The outage of last Tuesday", "behavioural", "Medium", 30, "Written by Noor after the real one."],
        grinds[0].id,
        now,
      ),
    );
  }
  const interviews = empty
    ? []
    : ["COMPLETED", "COMPLETED", "PENDING", "ERROR", "COMPLETED", "IN_PROGRESS"].map((status, k) => ({
      id: id(),
      task: pick(tasks[k + 1]),
      grindId: k % 2 ? null : grinds[0].id,
      sessionId: null,
      mode: ["ai", "peer", "open"][k % 3],
      status,
      reason: status === "ERROR" ? "Nobody came. The task is still yours." : null,
      endedAs: null,
      createdAt: before(now, k * 30 + 1),
      startedAt: status === "PENDING" ? null : before(now, k * 30 + 0.9),
      endedAt: status === "COMPLETED" || status === "ERROR" ? before(now, k * 30 + 0.2) : null,
      version: 1,
    }));
  return {
    me,
    people,
    grinds,
    members,
    tasks,
    sessions: makeSessions({ me, people, grinds, tasks, now }),
    interviews,
    invites: new Map(),
    devices: makeDevices(now),
    notifications: empty ? [] : makeNotifications(grinds, now),
    audit: makeAudit(me, now),
    now,
  };
}

const pick = ({ id, title, kind, difficulty }) => ({ id, title, kind, difficulty });

function makeDevices(now) {
  return ["Chrome on Linux", "Firefox on Windows", "Safari on iPhone"].map((label, k) => ({
    id: id(),
    label,
    current: k === 0,
    createdAt: before(now, 700),
    lastSeenAt: before(now, k * 50),
  }));
}

function makeNotifications(grinds, now) {
  const row = (kind, data, hours, read) => ({
    id: id(),
    kind,
    data,
    createdAt: before(now, hours),
    readAt: read ? before(now, 1) : null,
  });
  return [
    row("joined", { grindId: grinds[0].id, grindName: grinds[0].name, personName: "Kenji Mori" }, 0.4, false),
    row("role-changed", { grindId: grinds[2].id, grindName: grinds[2].name, role: "moderator" }, 5, false),
    row("invited", { grindName: "Night owls", personName: "Noor Haddad" }, 40, true),
  ];
}

function makeAudit(me, now) {
  return ["grind.created", "member.role-changed", "invite.made", "person.blocked", "setting.seeded"].map((
    action,
    k,
  ) => ({
    id: id(),
    at: before(now, k * 7),
    actorId: k === 4 ? null : me.id,
    action,
    subjectId: id(),
    details: k === 2 ? { grindId: id(), kind: "link" } : {},
  }));
}
