import { describe, expect, it } from "vitest";
import { documentedNames, onlyKnown, portOf } from "../../../server/native/settings.mjs";
import { cacheDir, dataDir, root } from "../../../server/native/places.mjs";
import path from "node:path";

describe("the server's environment", () => {
  it("holds what .env.example documents, commented out or not", () => {
    expect(documentedNames("# A port. Default PORT=1.\n# PORT=3000\nHOST=1\n#LOG_LEVEL=info\n# PORT=4\nnot A=1"))
      .toEqual([
        "PORT",
        "HOST",
        "LOG_LEVEL",
      ]);
  });

  it("does not hold what other programs keep in the environment", () => {
    const env = {
      AWS_SECRET_ACCESS_KEY: "s",
      SSH_AUTH_SOCK: "/x",
      NODE_OPTIONS: "--inspect",
      PATH: "/bin",
      PORT: "1",
      HOST: "",
    };
    expect(onlyKnown(env, ["PORT", "HOST"])).toEqual({ PATH: "/bin", PORT: "1" });
  });
});

describe("a port setting", () => {
  it("is the usual one when it is not set", () => {
    expect(portOf(undefined, 3000, "PORT")).toBe(3000);
    expect(portOf("", 3000, "PORT")).toBe(3000);
  });

  it.each(["70000", "-1", "80.5", "http", "0x1F90", "1e3", " "])("is refused by its name when it is %j", (text) => {
    expect(() => portOf(text, 3000, "RTC_PORT")).toThrow(/^RTC_PORT is not a port/);
  });
});

describe("places", () => {
  it("keep the cache where the person says, then where the system says, then at home", () => {
    expect(cacheDir({ GRINDSTONE_CACHE: "/a", XDG_CACHE_HOME: "/b", HOME: "/c" })).toBe("/a/grindstone");
    expect(cacheDir({ XDG_CACHE_HOME: "/b", HOME: "/c" })).toBe("/b/grindstone");
    expect(cacheDir({ XDG_CACHE_HOME: "relative", HOME: "/c" })).toBe("/c/.cache/grindstone");
    expect(cacheDir({ GRINDSTONE_CACHE: "near", HOME: "/c" })).toBe(path.join(root, "near", "grindstone"));
  });

  it("keep data in the clone, for root where the database's user can come", () => {
    expect(dataDir({}, 1000)).toBe(path.join(root, "recordings"));
    expect(dataDir({}, 0)).toBe("/var/lib/grindstone");
    expect(dataDir({ DATA_DIR: "/srv/g" }, 0)).toBe("/srv/g");
  });
});
