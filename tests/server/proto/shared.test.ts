import { describe, expect, it } from "vitest";
import { Email, Id, line } from "../../../proto/http/shared.ts";

const name = line("Your name");

describe("a line that people type", () => {
  it.each(["Zoë", "李", "👩‍👩‍👧", "می‌خواهم", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "O'Mara", "7", "\u200fעברית"])("may be %s", (text) => {
    expect(name.parse(text)).toBe(text.normalize("NFC"));
  });

  it.each([
    ["zero-width spaces", "\u200b\u200b"],
    ["a soft hyphen", "\u00ad"],
    ["a filler", "\u3164"],
    ["an empty Braille cell", "\u2800"],
    ["an accent on nothing", "\u0301"],
    ["a tag", "\u{e0041}"],
  ])("is empty when it is only %s", (_, text) => {
    expect(name.safeParse(text).error?.issues[0]?.message).toBe("Your name is empty.");
  });

  it.each(["\u202etxet", "a\u2066b", "a\u202d"])("turns nothing around: %j", (text) => {
    expect(name.safeParse(text).error?.issues[0]?.message).toBe("Your name holds characters that cannot be shown.");
  });
});

it("writes an id in one form alone", () => {
  expect(Id.parse("01987654-3210-7ABC-8DEF-0123456789AB")).toBe("01987654-3210-7abc-8def-0123456789ab");
});

describe("an e-mail address", () => {
  it("is kept in lower case", () => {
    expect(Email.parse(" Nova@Example.COM ")).toBe("nova@example.com");
  });

  it.each(["\u212aim@example.com", "kim@\u212aim.example", "İ@example.com", "ｋim@example.com"])(
    "is never taken for another one: %s",
    (typed) => expect(Email.safeParse(typed).success).toBe(false),
  );
});
