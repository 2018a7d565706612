import { basename } from 'node:path';
import { missingMetadata } from '../onnx/metadata-faults.js';
import type { OnnxHeader } from '../onnx/onnx-header.js';
import { FAMILIES, type PackFamily, type PackRole } from './families.js';
import type { Licence, PackFile } from './pack.js';

/** What the operator said of a bare network, and what it says itself. */
export interface Draft {
  readonly path: string;
  readonly header: OnnxHeader;
  readonly id: string | null;
  readonly family: PackFamily | null;
  readonly labels: string | null;
  readonly licence: Pick<Licence, 'spdx' | 'production' | 'note'> | null;
  readonly languages: readonly string[];
}

/** Why a bare network is no pack yet: what is missing, and the option that gives it. Empty when nothing is. */
export const draftGaps = (draft: Draft): readonly string[] => {
  const { family, header, labels, licence, languages, id } = draft;
  const layouts: readonly (readonly string[])[] = family === null ? [] : FAMILIES[family].layouts;
  const single = layouts.find((layout) => layout.includes('network'));
  const metadata = family === null ? [] : missingMetadata(family, header);
  return [
    ...(family === null ? ['its family, which the metadata does not tell: --family'] : []),
    ...(family !== null && single === undefined
      ? [`the other files of family ${family} (${layouts[0]!.join(', ')}): write a pack.json and add the folder`]
      : []),
    ...(single?.includes('labels') && labels === null ? ['the list of its labels: --labels tokens.txt'] : []),
    ...metadata.map((key) => `the metadata ${key} in the file: export it again`),
    ...header.externalFiles.map(() => 'the weights, which it keeps in another file: save it as one file'),
    ...(id === null ? ['an id: --id'] : []),
    ...(licence === null
      ? ['its licence and whether it allows production: --licence SPDX --production yes|sign-off|no']
      : []),
    ...(licence !== null && licence.production !== 'yes' && licence.note === null
      ? ['why it must be signed off: --licence-note']
      : []),
    ...(languages.length === 0 ? ['its languages: --languages zh,yue'] : []),
  ];
};

export const roleOf = (family: PackFamily): PackRole => FAMILIES[family].roles[0];

/** Names of the files in the pack; the labels are always called the same. */
export const draftFile = (
  kind: 'network' | 'labels',
  path: string,
  hash: Pick<PackFile, 'sha256' | 'bytes'>,
): PackFile => ({
  kind,
  path:
    kind === 'labels'
      ? 'tokens.txt'
      : basename(path)
          .replace(/[^A-Za-z0-9._+-]/g, '-')
          .replace(/^[._+-]+/, ''),
  ...hash,
});
