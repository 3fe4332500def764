import { afterEach, describe, expect, it } from "vitest";
import { takeToken } from "../../../client/pages/auth/token.ts";
import { safePath } from "../../../client/pages/auth/way-on.ts";

describe("safePath", () => {
  it.each(["/", "/grinds/1/tasks?q=a", "/account"])("goes on to %s", (path) => {
    expect(safePath(path)).toBe(path);
  });

  it.each([
    undefined,
    "",
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "grinds",
    "/sign-in?return=/x",
  ])(
    "goes home instead of to %s",
    (path) => {
      expect(safePath(path)).toBe("/");
    },
  );

  it("goes home when there are two answers to where", () => {
    expect(safePath(["/a", "/b"])).toBe("/");
  });
});

describe("takeToken", () => {
  afterEach(() => history.replaceState(null, "", "/"));

  it("takes the token and leaves none in the address", () => {
    history.replaceState(null, "", "/reset?x=1#token=abc");
    expect(takeToken()).toBe("abc");
    expect(location.href).toMatch(/\/reset\?x=1$/);
  });

  it("finds none where there is none", () => {
    history.replaceState(null, "", "/reset?token=abc");
    expect(takeToken()).toBeUndefined();
  });
});
