import { unreadable } from './authenticated-cipher.js';
import type { KeyWrapper } from './key-wrapper.js';

/** Several master keys as one: the first wraps, every one unwraps what it wrapped. */
export const keyRing = (newest: KeyWrapper, ...older: readonly KeyWrapper[]): KeyWrapper => {
  const wrappers = [newest, ...older];
  return {
    currentKey: newest.currentKey,
    wrap: newest.wrap,
    keyOf: (wrapped) => wrappers.map(({ keyOf }) => keyOf(wrapped)).find((key) => key !== null) ?? null,
    unwrap: async (wrapped, context) => {
      const wrapper = wrappers.find(({ keyOf }) => keyOf(wrapped) !== null);
      return wrapper?.unwrap(wrapped, context) ?? unreadable('its key was wrapped under another master key');
    },
  };
};
