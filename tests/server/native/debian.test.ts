import { mkdir, mkdtemp, readlink, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { libraryPath, triplet } from "../../../server/native/debian.mjs";
import { parseUris, sourceList } from "../../../server/native/debian-text.mjs";

describe("what apt answers", () => {
  it("is read package by package, with size and checksum", () => {
    const text = [
      "'http://m/pool/main/g/gmp/libgmp10_6.2.1%2bdfsg1-1.1_amd64.deb' libgmp10_2%3a6.2.1+dfsg1-1.1_amd64.deb 562588 SHA256:ab",
      "'http://m/pool/main/g/g++_4_amd64.deb' g++_4_amd64.deb 1356 MD5Sum:cd",
      "Reading package lists...",
      "'http://m/dists/x/InRelease' x_InRelease 0 ",
      "",
    ].join("\n");
    expect(parseUris(text)).toEqual([
      {
        uri: "http://m/pool/main/g/gmp/libgmp10_6.2.1%2bdfsg1-1.1_amd64.deb",
        file: "libgmp10_2%3a6.2.1+dfsg1-1.1_amd64.deb",
        bytes: 562588,
        checksum: "SHA256:ab",
      },
      { uri: "http://m/pool/main/g/g++_4_amd64.deb", file: "g++_4_amd64.deb", bytes: 1356, checksum: "MD5Sum:cd" },
    ]);
  });

  it("may be that nothing is missing", () => {
    expect(parseUris("")).toEqual([]);
  });
});

describe("the machine's mirrors, asked for sources", () => {
  it("keep their stanzas, without comments, and leave out what is switched off", () => {
    const text = [
      "Types: deb",
      "# a snapshot",
      "URIs: http://deb.debian.org/debian",
      "Suites: bookworm",
      "Signed-By: /usr/share/keyrings/k.gpg",
      "",
      "Enabled: no",
      "Types: deb",
      "URIs: http://off",
      "",
      "Types: deb-src",
      "URIs: http://sources-only",
    ].join("\n");
    expect(sourceList([{ name: "/etc/debian.sources", text }]).text).toBe(
      "Types: deb-src\nURIs: http://deb.debian.org/debian\nSuites: bookworm\nSigned-By: /usr/share/keyrings/k.gpg\n",
    );
  });

  it("are also understood in the one-line form", () => {
    const text =
      "# deb http://no x main\ndeb [arch=amd64 signed-by=/k.gpg] https://m/debian bookworm main contrib # ours\ndeb-src http://s x main\n";
    expect(sourceList([{ name: "/etc/apt/sources.list", text }]).text).toBe(
      "Types: deb-src\nURIs: https://m/debian\nSuites: bookworm\nComponents: main contrib\nSigned-By: /k.gpg\n",
    );
  });

  it("are not taken from files that apt would not read", () => {
    expect(sourceList([{ name: "/etc/apt/sources.list.d/x.list.disabled", text: "deb http://m x main" }]).text.trim())
      .toBe("");
  });
});

describe("libraries of an unpacked folder", () => {
  let prefix: string;
  beforeEach(async () => {
    prefix = await mkdtemp(path.join(tmpdir(), "gs-prefix-"));
    await mkdir(path.join(prefix, "usr", "lib", triplet()), { recursive: true });
  });
  afterEach(() => rm(prefix, { recursive: true, force: true }));
  const add = (...names: string[]) =>
    Promise.all(names.map((it) => writeFile(path.join(prefix, "usr", "lib", triplet(), it), "")));

  it("are used where they are beside the machine's own C library", async () => {
    await add("libX11.so.6");
    expect(libraryPath(prefix).split(":")[0]).toBe(path.join(prefix, "usr", "lib", triplet()));
  });

  it("are also found in the folders of their own that some packages have", async () => {
    const own = path.join(prefix, "usr", "lib", triplet(), "pulseaudio");
    await mkdir(own);
    await writeFile(path.join(own, "libpulsecommon-16.1.so"), "");
    await mkdir(path.join(prefix, "usr", "lib", triplet(), "pkgconfig"));
    expect(libraryPath(prefix).split(":")).toContain(own);
    expect(libraryPath(prefix)).not.toContain("pkgconfig");
  });

  it("never bring a second C library to the machine's loader", async () => {
    await add("libc.so.6", "ld-linux-x86-64.so.2", "libm.so.6", "libnss_files.so.2", "libpthread.so.0", "libc.a");
    await add("libmpc.so.3", "libmpfr.so.6.2.0", "libcrypt.so.1", "librtmp.so.1", "libdlna.so.1", "libutil-linux.so.1");
    const folder = libraryPath(prefix);
    const there = [
      "libmpc.so.3",
      "libmpfr.so.6.2.0",
      "libcrypt.so.1",
      "librtmp.so.1",
      "libdlna.so.1",
      "libutil-linux.so.1",
    ];
    for (const name of there) expect(await readlink(path.join(folder, name)), name).toContain(prefix);
    for (const name of ["libc.so.6", "ld-linux-x86-64.so.2", "libm.so.6", "libnss_files.so.2", "libpthread.so.0"]) {
      expect(existsSync(path.join(folder, name)), name).toBe(false);
    }
  });
});
