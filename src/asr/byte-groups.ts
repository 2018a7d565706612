type Decoded = { readonly text: string } | 'incomplete' | 'invalid';

/** The text that bytes spell in UTF-8; `incomplete` when more bytes may make it one. */
export const decodeBytes = (bytes: readonly number[]): Decoded => {
  const content = Uint8Array.from(bytes);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content) };
  } catch {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(content, { stream: true });
      return 'incomplete';
    } catch {
      return 'invalid';
    }
  }
};

/** Neighbours whose bytes together spell whole characters. */
export interface ByteGroup<T> {
  readonly items: readonly [T, ...T[]];
  /** What they spell; null where that is nothing, undefined of an item that stands for no bytes. */
  readonly text: string | null | undefined;
}

/** Cuts items into the shortest groups of neighbours that spell whole characters, or nothing; all items, in their order. */
export const byteGroups = <T>(
  items: readonly T[],
  bytesOf: (item: T) => readonly number[] | null,
): readonly ByteGroup<T>[] => {
  const groups: ByteGroup<T>[] = [];
  let open: T[] = [];
  let pending: readonly number[] = [];
  const close = (text: string | null): void => {
    const [first, ...rest] = open;
    if (first !== undefined) groups.push({ items: [first, ...rest], text });
    open = [];
    pending = [];
  };
  for (const item of items) {
    const bytes = bytesOf(item);
    if (bytes === null) {
      close(null);
      groups.push({ items: [item], text: undefined });
      continue;
    }
    if (decodeBytes([...pending, ...bytes]) === 'invalid') close(null);
    open.push(item);
    pending = [...pending, ...bytes];
    const decoded = decodeBytes(pending);
    if (decoded === 'invalid') close(null);
    else if (decoded !== 'incomplete') close(decoded.text);
  }
  close(null);
  return groups;
};
