import { SAMPLE_RATE_HZ, type Samples } from '../audio/pcm.js';
import { HeshengError } from '../errors.js';
import { guessFamily } from '../model/onnx/guess-family.js';
import { metadataFaults } from '../model/onnx/metadata-faults.js';
import { readNetworkMetadata } from '../model/onnx/network-metadata.js';
import { type OnnxHeader, readOnnxHeaderOf } from '../model/onnx/onnx-header.js';
import type { OnnxSession, OnnxTensor, TensorSlot } from '../model/onnx-session.js';
import { loadNetwork } from '../model/open-network.js';
import type { Pack, PackFile } from '../model/pack/pack.js';
import { fileOfKind } from '../model/registry.js';
import { readVerifiedFile } from '../model/verify-model.js';
import { CTC_NETWORKS, type CtcNetwork, isCtcFamily } from './ctc-networks.js';
import { createFrontEnd, type FrontEnd } from './front-end/front-end.js';
import { faultyLogRow, logSoftmaxRows } from './log-rows.js';
import type { TokenPosteriors, TokenRecognizer } from './token-recognizer.js';
import { parseTokenTable, type TokenTable } from './token-table.js';

/** What the families' makers advise for one call. */
const MAX_SAMPLES = 30 * SAMPLE_RATE_HZ;

const invalid = (file: PackFile, fault: string, cause?: unknown): HeshengError =>
  new HeshengError('MODEL_INVALID', `${file.path} ${fault}`, { cause });

const readHead = async (file: PackFile, bytes: Uint8Array): Promise<OnnxHeader> => {
  try {
    return await readOnnxHeaderOf(bytes);
  } catch (cause) {
    const fault = cause instanceof HeshengError ? cause.detail : 'it cannot be read';
    throw invalid(file, `cannot be used: ${fault}`, cause);
  }
};

/** Checks, before any runtime sees the network, that it is of its pack's family; then how it is fed. */
const describeNetwork = (pack: Pack, file: PackFile, header: OnnxHeader): CtcNetwork => {
  const { family, sampleRateHz, languages } = pack;
  if (!isCtcFamily(family)) throw invalid(file, `is of family ${family}, whose posteriors Hesheng does not compute`);
  if (sampleRateHz !== SAMPLE_RATE_HZ) throw invalid(file, `hears ${sampleRateHz} Hz, not ${SAMPLE_RATE_HZ}`);
  if (header.externalFiles.length > 0) throw invalid(file, 'keeps weights in other files');
  // Networks of three families have the same inputs and outputs: only their metadata tells them apart.
  const guess = guessFamily(header);
  if (guess !== family) throw invalid(file, `says that its family is ${guess ?? 'none that is known'}, not ${family}`);
  const [fault] = metadataFaults(family, 'network', header);
  if (fault !== undefined) throw invalid(file, fault);
  return CTC_NETWORKS[family](readNetworkMetadata(file.path, header.metadata), languages);
};

/** Names of the blank in the order in which sherpa-onnx looks for them. */
const BLANKS = ['<blk>', '<eps>', '<blank>'];

const blankOf = (texts: readonly string[]): number => {
  const name = BLANKS.find((candidate) => texts.includes(candidate));
  return name === undefined ? -1 : texts.indexOf(name);
};

const readTable = (pack: Pack, file: PackFile, bytes: Uint8Array, network: CtcNetwork): TokenTable => {
  const table = parseTokenTable(new TextDecoder().decode(bytes), 0);
  if (table === null) throw invalid(file, 'is no list of tokens');
  const count = table.texts.length;
  const blank = network.blank ?? blankOf(table.texts);
  if (blank < 0) throw invalid(file, `has none of the blanks ${BLANKS.join(', ')}`);
  if (blank >= count) throw invalid(file, `has ${count} tokens, and the blank would be token ${blank}`);
  if (count !== (network.tokens ?? count)) throw invalid(file, `has ${count} tokens, the network ${network.tokens}`);
  const { labels } = pack;
  if (labels !== null && (labels.count !== count || labels.blank !== blank)) {
    throw invalid(file, `has ${count} tokens with blank ${blank}, its pack says ${labels.count} with ${labels.blank}`);
  }
  return { texts: table.texts, blank };
};

/** The network's outputs are as many as there are tokens, as far as its file says. */
const checkWidth = (file: PackFile, session: OnnxSession, tokens: number): void => {
  const width = session.outputs[0]?.shape[2];
  if (typeof width === 'number' && width !== tokens) throw invalid(file, `has ${width} outputs for ${tokens} tokens`);
};

/** One whole number, of the type that the network asks for. */
const wholeTensor = ({ type }: TensorSlot, value: number): OnnxTensor =>
  type === 'int32'
    ? { type, data: Int32Array.of(value), dims: [1] }
    : { type: 'int64', data: BigInt64Array.of(BigInt(value)), dims: [1] };

interface Opened {
  readonly network: CtcNetwork;
  readonly session: OnnxSession;
  readonly frontEnd: FrontEnd;
  readonly table: TokenTable;
}

/** How many of the rows count: what the second output says, if there is one. */
const rowsThatCount = (rows: number, lengths: OnnxTensor | undefined): number => {
  if (lengths === undefined) return rows;
  const counted = lengths.data.length === 1 ? Number(lengths.data[0]) : Number.NaN;
  if (counted >= 0 && counted <= rows) return counted;
  throw new Error(`the network gave ${rows} rows and says that ${counted} of them count`);
};

/** Rows of the sound as log-probabilities; an Error names what is wrong with them. */
const readOutput = ({ network, session, table }: Opened, frames: number, result: Record<string, OnnxTensor>) => {
  const [scores, lengths] = session.outputs.map(({ name }) => result[name]);
  const tokens = table.texts.length;
  const [batch, rows = 0, width] = scores?.dims ?? [];
  if (scores?.type !== 'float32' || batch !== 1 || width !== tokens || scores.data.length !== rows * tokens) {
    throw new Error(`the network gave ${scores?.dims.join('x')} for ${tokens} tokens`);
  }
  const heard = rowsThatCount(rows, lengths) - network.prefixRows;
  const [least, most] = network.rowsFor(frames);
  if (heard < least || heard > most) throw new Error(`the network gave ${heard} rows for ${frames} frames`);
  const logProbs = scores.data.slice(network.prefixRows * tokens, (network.prefixRows + heard) * tokens);
  const faulty = network.output === 'logits' ? logSoftmaxRows(logProbs, tokens) : faultyLogRow(logProbs, tokens);
  if (faulty !== null) throw new Error(`row ${faulty} of the network's output is no distribution`);
  return { logProbs, frames: heard };
};

const recogniseWith = async (opened: Opened, samples: Samples): Promise<TokenPosteriors> => {
  if (samples.length < 1 || samples.length > MAX_SAMPLES) {
    throw new RangeError(`${samples.length} samples are not 1 to ${MAX_SAMPLES}`);
  }
  const { network, session, frontEnd, table } = opened;
  const shape = { tokens: table.texts.length, frameMs: network.frameMs };
  const { values, frames, dims } = frontEnd.compute(samples);
  if (frames < network.leastFrames) return { logProbs: new Float32Array(0), frames: 0, ...shape };
  const [sound, ...wholes] = session.inputs;
  const numbers = [frames, ...network.prompts];
  const result = await session.run({
    [sound!.name]: { type: 'float32', data: values, dims: [1, frames, dims] },
    ...Object.fromEntries(wholes.map((slot, at) => [slot.name, wholeTensor(slot, numbers[at]!)])),
  });
  return { ...readOutput(opened, frames, result), ...shape };
};

/**
 * Recogniser of the families in `CTC_NETWORKS`. Every file is hashed before it is used, and the network's head is read
 * before a runtime loads it.
 * @throws HeshengError MODEL_INVALID that names the file and what is wrong with it
 */
export const openTokenRecognizer = async (dir: string, pack: Pack, threads: number): Promise<TokenRecognizer> => {
  const file = fileOfKind(pack, 'network');
  const labels = fileOfKind(pack, 'labels');
  const bytes = await readVerifiedFile(dir, file);
  const network = describeNetwork(pack, file, await readHead(file, bytes));
  const table = readTable(pack, labels, await readVerifiedFile(dir, labels), network);
  const session = await loadNetwork({ path: file.path, family: pack.family, bytes }, network.signature, threads);
  checkWidth(file, session, table.texts.length);
  const opened = { network, session, frontEnd: createFrontEnd(network.frontEnd), table };
  return { maxSamples: MAX_SAMPLES, table, recognise: (samples) => recogniseWith(opened, samples) };
};
