import { dirname, join } from 'node:path';
import { HeshengError } from '../../errors.js';
import { metadataFaults } from '../onnx/metadata-faults.js';
import { type OnnxHeader, readOnnxHeader } from '../onnx/onnx-header.js';
import type { Pack, PackFile } from './pack.js';
import { folderFaults } from './verify-pack.js';

/** Says what keeps the inputs and outputs of a network from being those of its family; null when nothing does. */
export type ShapeFault = (file: PackFile, header: OnnxHeader) => string | null;

const invalid = (path: string, fault: string, cause?: unknown): HeshengError =>
  new HeshengError('MODEL_INVALID', `${path} ${fault}`, { cause });

const readHeader = async (dir: string, { path }: PackFile): Promise<OnnxHeader> => {
  try {
    return await readOnnxHeader(join(dir, path));
  } catch (cause) {
    throw invalid(path, cause instanceof HeshengError ? `is unusable: ${cause.detail}` : 'cannot be read', cause);
  }
};

const checkNetwork = (file: PackFile, header: OnnxHeader, { family, files }: Pack, shapeFault: ShapeFault): void => {
  const { path, kind } = file;
  const listed = new Set(files.map((other) => other.path));
  const [outside] = header.externalFiles.filter((name) => !listed.has(join(dirname(path), name)));
  if (outside !== undefined) throw invalid(path, 'keeps weights in a file that the pack does not list');
  const fault = metadataFaults(family, kind, header)[0] ?? shapeFault(file, header);
  if (fault !== undefined && fault !== null) throw invalid(path, fault);
};

/**
 * Everything that can be found in the networks of a pack without running them, since sherpa-onnx ends its process on a bad one.
 * Gives their heads by path.
 * @param dir folder of the pack
 * @throws HeshengError MODEL_INVALID that names the file and its fault
 */
export const checkNetworks = async (
  dir: string,
  pack: Pack,
  shapeFault: ShapeFault,
): Promise<ReadonlyMap<string, OnnxHeader>> => {
  const [fault] = await folderFaults(dir, pack);
  if (fault !== undefined) throw new HeshengError('MODEL_INVALID', fault);
  const headers = new Map<string, OnnxHeader>();
  for (const file of pack.files) {
    if (!file.path.endsWith('.onnx')) continue;
    const header = await readHeader(dir, file);
    checkNetwork(file, header, pack, shapeFault);
    headers.set(file.path, header);
  }
  return headers;
};
