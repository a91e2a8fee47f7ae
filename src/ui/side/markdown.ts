// The little Markdown that lessons are written in, as pieces for the page to draw: paragraphs, `code`, **strong**.
// Never HTML: a file name in a reason is text, whatever is in it.

export type Piece = { readonly kind: 'text' | 'code' | 'strong'; readonly text: string };

export function paragraphs(markdown: string): readonly (readonly Piece[])[] {
  return markdown
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => pieces(part.replace(/\n/g, ' ')));
}

export function pieces(text: string): readonly Piece[] {
  const out: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(/`([^`]+)`|\*\*([^*]+)\*\*/g)) {
    if (match.index > at) out.push({ kind: 'text', text: text.slice(at, match.index) });
    out.push(match[1] === undefined ? { kind: 'strong', text: match[2] ?? '' } : { kind: 'code', text: match[1] });
    at = match.index + match[0].length;
  }
  if (at < text.length) out.push({ kind: 'text', text: text.slice(at) });
  return out;
}
