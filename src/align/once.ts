/** Works out at most once, and only when asked. */
export const once = <T>(work: () => T): (() => T) => {
  let done: { readonly value: T } | null = null;
  return () => {
    done ??= { value: work() };
    return done.value;
  };
};
