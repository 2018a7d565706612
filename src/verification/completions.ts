/** One caller's ear for one verification. */
export interface Listener {
  /** Resolves when the verification was announced since the last call, or after `timeoutMs`. */
  next(timeoutMs: number): Promise<void>;
  stop(): void;
}

/** Tells those who wait in this process that a verification was settled. */
export interface Completions {
  announce(id: string): void;
  /** Hears announcements from this call on, until stopped. */
  listen(id: string): Listener;
}

export const createCompletions = (): Completions => {
  const ears = new Map<string, Set<() => void>>();

  return {
    announce: (id) => {
      for (const hear of ears.get(id) ?? []) hear();
    },
    listen: (id) => {
      const { listener, hear } = createListener(() => {
        const of = ears.get(id);
        of?.delete(hear);
        if (of?.size === 0) ears.delete(id);
      });
      ears.set(id, (ears.get(id) ?? new Set()).add(hear));
      return listener;
    },
  };
};

const createListener = (stop: () => void): { readonly listener: Listener; readonly hear: () => void } => {
  let heard = false;
  let wake: () => void = () => {};
  const next = async (timeoutMs: number): Promise<void> => {
    if (!heard) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        wake = resolve;
        timer = setTimeout(resolve, timeoutMs);
      });
      clearTimeout(timer);
    }
    heard = false;
  };
  const hear = (): void => {
    heard = true;
    wake();
  };
  return { listener: { next, stop }, hear };
};
