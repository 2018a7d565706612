const VOID = ['meta', 'br', 'hr', 'img', 'input', 'link'];

/**
 * What is wrong with the nesting of an HTML page: elements that are not closed, or closed by another's tag. Enough of a
 * parser for pages that we write ourselves: `<` and `>` in text must be escaped.
 */
export const nestingFaults = (html: string): readonly string[] => {
  const open: string[] = [];
  const faults: string[] = [];
  const body = html.replace(/<!doctype html>/i, '').replace(/<style>[\s\S]*?<\/style>/g, '');
  for (const [tag, closing, name, , selfClosing] of body.matchAll(
    /<(\/?)([a-zA-Z0-9]+)((?:\s+[a-zA-Z0-9-]+(?:="[^"]*")?)*)\s*(\/?)>/g,
  )) {
    if (VOID.includes(name!) || selfClosing) continue;
    if (!closing) open.push(name!);
    else if (open.pop() !== name) faults.push(`unexpected ${tag}`);
  }
  const text = body.replace(/<(\/?)([a-zA-Z0-9]+)((?:\s+[a-zA-Z0-9-]+(?:="[^"]*")?)*)\s*(\/?)>/g, '');
  if (/[<>]/.test(text)) faults.push(`stray < or >: ${/.{0,40}[<>].{0,40}/.exec(text)?.[0]}`);
  return [...faults, ...open.map((name) => `${name} is not closed`)];
};
