export const words = {
  main: "Main",
  mainSmall: "Main, small screens",
  skip: "Skip to the content",
  home: "Home",
  interviews: "My interviews",
  interviewsShort: "Interviews",
  tasks: "Tasks",
  grinds: "Grinds",
  newGrind: "New grind",
  account: "Account",
  admin: "Admin",
  notifications: (unread: number): string => unread === 0 ? "Notifications" : `Notifications, ${unread} new`,
  theme: (dark: boolean): string => dark ? "Switch to light" : "Switch to dark",
  offline: "You are offline.",
  offlineNext:
    "What you see may be old, and nothing new can be saved until your connection is back. We keep trying; you need not reload.",
  unreachable: "Grindstone cannot be reached",
  unreachableOffline:
    "You are offline. Your account, your grinds and your interviews are safe on the server. This page goes on by itself when your connection is back.",
  unreachableServer:
    "The server does not answer. Your account, your grinds and your interviews are safe; it is most likely being restarted. We try again every few seconds.",
  retry: "Try again now",
};
