// What is said in one go: sentences, long ones in parts, so that the first sound comes early and memory stays small.

/** The first piece of a text is short, because somebody waits for it; others may take as long as they are spoken. */
const shortChars = 90;
const pieceChars = 240;
/** Longer runs without a space are no words. */
const wordChars = 40;
const sentences = new Intl.Segmenter("en", { granularity: "sentence" });
/** After these the sentence goes on, whatever comes. */
const goesOn = /\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|e\.g|i\.e|etc|approx|No)\.\s*$/;

/**
 * The pieces of a text in the order in which they are spoken; none is empty. `ends`: a sentence is over.
 * @param {string} text @param {{ firstChars?: number }} [options]
 * @returns {Generator<{ text: string, ends: boolean }>}
 */
export function* pieces(text, { firstChars = shortChars } = {}) {
  let first = true;
  for (const sentence of sentencesOf(cleaned(text))) {
    let rest = sentence;
    while (rest) {
      const cut = cutAt(rest, first ? firstChars : pieceChars);
      const piece = rest.slice(0, cut).trim();
      rest = rest.slice(cut).trim();
      if (!/[\p{L}\p{N}]/u.test(piece)) continue;
      first = false;
      yield { text: piece, ends: rest === "" };
    }
  }
}

/** Without what nobody can say: control characters, half characters, runs that are no words. @param {string} text */
export function cleaned(text) {
  return text.toWellFormed().replace(/\uFFFD/g, " ").normalize("NFC")
    // What colours a terminal: of it only a letter is no control character.
    .replace(/\p{Cc}\[[\d;]*[A-Za-z]/gu, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replace(/\S+/g, (word) => [...word].slice(0, wordChars).join(""))
    .trim();
}

function* sentencesOf(text) {
  let open = "";
  for (const { segment } of sentences.segment(text)) {
    open += segment;
    if (goesOn.test(open)) continue;
    yield open.trim();
    open = "";
  }
  if (open.trim()) yield open.trim();
}

/** Where a sentence that is too long is best cut: behind a clause, else behind a word. */
function cutAt(text, most) {
  if (text.length <= most) return text.length;
  const head = text.slice(0, most);
  const clause = head.search(/[,;:–—](?=\s[^,;:–—]*$)/);
  if (clause > most / 4) return clause + 1;
  const space = head.lastIndexOf(" ");
  return space > 0 ? space : most;
}
