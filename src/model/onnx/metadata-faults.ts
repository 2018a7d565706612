import type { FileKind, PackFamily } from '../pack/families.js';
import { type MetadataRule, metadataRules } from './metadata-rules.js';
import type { OnnxHeader } from './onnx-header.js';

type Metadata = OnnxHeader['metadata'];

const WHOLE = /^\d{1,9}$/;
const FLOAT = /^-?\d+(\.\d*)?([eE][-+]?\d+)?$/;

const items = (value: string): readonly string[] => value.split(',').map((item) => item.trim());

const floatsFault = (value: string, wanted: number): string | null => {
  const numbers = items(value);
  if (!numbers.every((item) => FLOAT.test(item))) return 'is no list of numbers';
  return numbers.length === wanted ? null : `has ${numbers.length} numbers, not ${wanted}`;
};

const wordsFault = (value: string, wanted: number): string | null => {
  const words = items(value);
  if (!words.every((word) => /^[a-z]+$/.test(word))) return 'is no list of words';
  return words.length === wanted ? null : `has ${words.length} words, not ${wanted}`;
};

const ruleFault = (rule: MetadataRule, value: string, metadata: Metadata): string | null => {
  switch (rule.is) {
    case 'text':
      return value === '' ? 'is empty' : null;
    case 'exactly':
      return value === rule.value ? null : `is not ${rule.value}`;
    case 'with':
      return value.includes(rule.value) ? null : `says nothing of ${rule.value}`;
    case 'count':
      return WHOLE.test(value) && Number(value) > 0 ? null : 'is no whole number above 0';
    case 'whole':
      return WHOLE.test(value) ? null : 'is no whole number';
    case 'wholes':
      return items(value).every((item) => WHOLE.test(item)) ? null : 'is no list of whole numbers';
    case 'words':
      return wordsFault(value, items(metadata.get(rule.asMany) ?? '').length);
    case 'floats':
      return floatsFault(value, rule.per * (rule.times === undefined ? 1 : Number(metadata.get(rule.times))));
  }
};

/** Keys without which a network of that family cannot be used. */
export const missingMetadata = (
  family: PackFamily,
  { metadata }: Pick<OnnxHeader, 'metadata'>,
  kind: FileKind = 'network',
): readonly string[] => Object.keys(metadataRules(family, kind, metadata)).filter((key) => !metadata.has(key));

/** Everything in the metadata of a network on which sherpa-onnx would end its process, or read wrong memory. */
export const metadataFaults = (
  family: PackFamily,
  kind: FileKind,
  { metadata }: Pick<OnnxHeader, 'metadata'>,
): readonly string[] =>
  Object.entries(metadataRules(family, kind, metadata)).flatMap(([key, rule]) => {
    const value = metadata.get(key);
    if (value === undefined) return [`lacks the metadata ${key}`];
    const fault = ruleFault(rule, value, metadata);
    return fault === null ? [] : [`metadata ${key} ${fault}`];
  });
