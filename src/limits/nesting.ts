/** Counts open brackets of a GraphQL text without parsing it, so that no text can exhaust the parser's stack. */

const OPEN = '{[(';
const CLOSE = '}])';

/** The most brackets open at once, outside of comments and strings. Never throws, whatever the text. */
export function nestingOf(text: string): number {
  let open = 0;
  let most = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] as string;
    if (char === '#') at = endOfLine(text, at);
    else if (char === '"') at = endOfString(text, at);
    else if (OPEN.includes(char)) {
      open += 1;
      most = Math.max(most, open);
    } else if (CLOSE.includes(char)) open = Math.max(0, open - 1);
  }
  return most;
}

function endOfLine(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return at;
}

/** The place of the closing quote. What is not closed ends where a parser would give up: at the line's end. */
function endOfString(text: string, start: number): number {
  const isBlock = text.startsWith('"""', start);
  for (let at = start + (isBlock ? 3 : 1); at < text.length; at += 1) {
    if (isBlock) {
      if (text.startsWith('\\"""', at)) at += 3;
      else if (text.startsWith('"""', at)) return at + 2;
    } else if (text[at] === '\\') at += 1;
    else if (text[at] === '"' || text[at] === '\n' || text[at] === '\r') return at;
  }
  return text.length;
}
