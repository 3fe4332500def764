import { describe, expect, it } from "vitest";
import { words } from "../../../client/pages/notifications/words.ts";

const { sentences } = words;
const grind = { grindName: "Late owls", personName: "Nova" };
const startsAt = new Date(2026, 2, 5, 19, 30).toISOString();

describe("what one reads about sessions", () => {
  it("says who planned what, and for when", () => {
    const text = sentences["session-scheduled"]({ ...grind, taskTitle: "Tram stops", startsAt });
    expect(text).toMatch(/^Nova planned “Tram stops” in Late owls for 5 Mar.* 2026, 19:30\.$/);
  });

  it("says that one is on already", () => {
    expect(sentences["session-scheduled"](grind)).toBe("Nova started a session in Late owls.");
  });

  it("reminds of the hour", () => {
    expect(sentences["session-reminder"]({ ...grind, startsAt })).toBe("A session in Late owls starts at 19:30.");
  });

  it("says which one was cancelled", () => {
    expect(sentences["session-cancelled"]({ ...grind, startsAt })).toMatch(
      /^Nova cancelled a session in Late owls, which was to start 5 Mar.* 2026, 19:30\.$/,
    );
  });
});
