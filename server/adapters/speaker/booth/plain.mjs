// What flite can read: plain ASCII. Signs that people say are spelled out, accents fall away, the rest is silence.

const said = [
  [/<\/?[a-z]+\/?>/gi, " "],
  [/[‘’‚′]/g, "'"],
  [/[“”„″«»]/g, '"'],
  [/\s[–—]\s|—/g, ", "],
  [/[–‐‑−]/g, "-"],
  [/…/g, "..."],
  [/\bC\+\+/g, "C plus plus"],
  [/\bC#/g, "C sharp"],
  [/\bO\(/g, "O of ("],
  [/\^2\b|²/g, " squared"],
  [/\^3\b|³/g, " cubed"],
  [/\^/g, " to the power of "],
  [/<=|≤/g, " at most "],
  [/>=|≥/g, " at least "],
  [/[-=]>|→/g, " to "],
  [/\s=+\s/g, " equals "],
  [/\s<\s/g, " less than "],
  [/\s>\s/g, " greater than "],
  [/\s\+\s/g, " plus "],
  [/&/g, " and "],
  [/€/g, " euros "],
  [/[ßẞ]/g, "ss"],
  [/[øØ]/g, "o"],
  [/[æÆ]/g, "ae"],
  [/[œŒ]/g, "oe"],
  [/[łŁ]/g, "l"],
  [/[đðĐÐ]/g, "d"],
  [/[`*_#~|\\<>{}[\]]/g, " "],
];

/** @param {string} text one piece, without control characters */
export function plain(text) {
  const spelled = said.reduce((it, [sign, words]) => it.replace(sign, words), text);
  return spelled.normalize("NFKD").replace(/[^\x20-\x7e]/g, "").replace(/ {2,}/g, " ").trim();
}
