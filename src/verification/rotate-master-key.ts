import { HeshengError } from '../errors.js';
import { dataKeyContext } from '../voiceprint/template-cipher.js';
import { type Dependencies, now } from './dependencies.js';
import { eachTemplate } from './each-template.js';
import { templateContext } from './load-speaker.js';
import { recordAudit } from './record-audit.js';

type Needs = Pick<Dependencies, 'store' | 'vault' | 'keys' | 'clock'>;

/** What became of one data key. */
type Fate =
  | 'rewrapped'
  /** Under the new master key already. */
  | 'current'
  /** Its template was deleted meanwhile, or its key before. */
  | 'gone'
  /** Under a master key that is not here, or damaged: nothing was changed. */
  | 'unreadable';

export interface Rotation {
  /** Name of the master key that wraps now. */
  readonly key: string;
  readonly counts: Readonly<Record<Fate, number>>;
  /** Data keys that a second look found under another master key, whoever wrapped them: 0 or the old ones are still needed. */
  readonly left: number;
}

/**
 * Wraps every template's data key under the newest master key, one after the other, while readings, enrolments and deletions
 * go on; no template is decrypted. Interrupted at any moment, each data key is under one master key or the other, and a
 * second call does what is left. Ends with a look at all of them, and an audit entry.
 * @throws HeshengError KEY_SERVICE_UNAVAILABLE; what was done stays
 */
export const rotateMasterKey = async (needs: Needs): Promise<Rotation> => {
  const { store, keys } = needs;
  const key = await keys.currentKey();
  const counts: Record<Fate, number> = { rewrapped: 0, current: 0, gone: 0, unreadable: 0 };
  for await (const id of eachTemplate(store.speakers)) counts[await rewrap(needs, id, key)] += 1;
  const rotation: Rotation = { key, counts, left: await countLeft(needs, key) };
  await store.transaction((tx) =>
    recordAudit(tx, {
      recordedAt: now(needs),
      actor: { kind: 'operator' },
      action: 'master_key.rotated',
      subject: { kind: 'master_key', id: key },
      outcome: rotation.left === 0 ? 'success' : 'failure',
      detail: { ...counts, left: rotation.left },
    }),
  );
  return rotation;
};

const rewrap = async (needs: Needs, id: string, key: string): Promise<Fate> => {
  const { store, vault, keys } = needs;
  const stored = await store.speakers.template(id);
  const old = await vault.get(id);
  if (stored === null || old === null) return 'gone';
  if (keys.keyOf(old) === key) return 'current';
  const context = dataKeyContext(templateContext({ ...stored, id }));
  const wrapped = await wrapAnew(needs, old, context);
  if (wrapped === null) return 'unreadable';
  const replaced = await store.transaction(async (tx) => {
    // A deletion, whose transaction shuts this one out, must not get its key back.
    if ((await tx.speakers.template(id)) === null) return 'gone';
    const present = await vault.get(id);
    if (present === null) return 'gone';
    if (!Buffer.from(present).equals(old)) return 'changed';
    await vault.put(id, wrapped);
    return 'rewrapped';
  });
  return replaced === 'changed' ? rewrap(needs, id, key) : replaced;
};

/** Null when the data key cannot be unwrapped. Unwrapped once more before it takes the place of what is known to open. */
const wrapAnew = async ({ keys }: Needs, old: Uint8Array, context: Uint8Array): Promise<Uint8Array | null> => {
  const dataKey = await keys.unwrap(old, context).catch(nullIfUnreadable);
  if (dataKey === null) return null;
  try {
    const wrapped = await keys.wrap(dataKey, context);
    const again = await keys.unwrap(wrapped, context);
    if (!again.equals(dataKey)) throw new HeshengError('KEY_SERVICE_UNAVAILABLE', 'it does not unwrap what it wrapped');
    again.fill(0);
    return wrapped;
  } finally {
    dataKey.fill(0);
  }
};

const nullIfUnreadable = (error: unknown): null => {
  if (error instanceof HeshengError && error.code === 'TEMPLATE_UNREADABLE') return null;
  throw error;
};

const countLeft = async ({ store, vault, keys }: Needs, key: string): Promise<number> => {
  let left = 0;
  for await (const id of eachTemplate(store.speakers)) {
    const wrapped = await vault.get(id);
    if (wrapped !== null && keys.keyOf(wrapped) !== key) left += 1;
  }
  return left;
};
