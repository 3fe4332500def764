// What apt prints and reads, as pure functions.

/**
 * The packages in the answer of `apt-get --print-uris`.
 * @param {string} text
 */
export function parseUris(text) {
  return text.split("\n").flatMap((line) => {
    const match = /^'([^']+)' (\S+\.deb) (\d+)(?: (\S+))?$/.exec(line.trim());
    return match ? [{ uri: match[1], file: match[2], bytes: Number(match[3]), checksum: match[4] }] : [];
  });
}

/**
 * The machine's mirrors, asked for sources instead of packages. The one-line and the stanza format cannot share a file:
 * stanzas win, and one-line entries are rewritten.
 * @param {{ name: string, text: string }[]} files
 */
export function sourceList(files) {
  const stanzas = files.filter(({ name }) => name.endsWith(".sources")).flatMap(({ text }) => stanzasOf(text));
  const lines = files.filter(({ name }) => name.endsWith(".list")).flatMap(({ text }) => linesOf(text));
  return { format: /** @type {const} */ ("sources"), text: `${[...stanzas, ...lines].join("\n\n")}\n` };
}

function stanzasOf(text) {
  return text.split(/\n\s*\n/)
    .map((stanza) => stanza.split("\n").filter((line) => !/^\s*#/.test(line)).join("\n").trim())
    .filter((stanza) => /^Types:(.*\s)?deb(\s|$)/m.test(stanza) && !/^Enabled:\s*(no|false|0)\s*$/mi.test(stanza))
    .map((stanza) => stanza.replace(/^Types:.*$/m, "Types: deb-src"));
}

function linesOf(text) {
  return text.split("\n").flatMap((line) => {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s*(.*)$/.exec(line.replace(/#.*/, ""));
    if (!match) return [];
    const [, options = "", uri, suite, components] = match;
    const signedBy = /signed-by=(\S+)/i.exec(options)?.[1];
    const trusted = /trusted=(\S+)/i.exec(options)?.[1];
    return [[
      "Types: deb-src",
      `URIs: ${uri}`,
      `Suites: ${suite}`,
      ...(components?.trim() ? [`Components: ${components.trim()}`] : []),
      ...(signedBy ? [`Signed-By: ${signedBy}`] : []),
      ...(trusted ? [`Trusted: ${trusted}`] : []),
    ].join("\n")];
  });
}
