import { adtsFrameBytes, id3v2Bytes, mp3FrameBytes } from './mpeg-frame.js';

export type Container = 'wav' | 'mp3' | 'aac' | 'mp4' | 'webm' | 'ogg' | 'flac' | 'amr' | 'caf';

export interface SniffedContainer {
  readonly container: Container;
  /** ffmpeg's name for the one demuxer that may open this file. */
  readonly demuxer: string;
}

/** Enough of a file's start for `sniffContainer` to decide. */
export const SNIFF_BYTES = 64 * 1024;

const DEMUXERS: Readonly<Record<Container, string>> = {
  wav: 'wav',
  mp3: 'mp3',
  aac: 'aac',
  mp4: 'mov',
  webm: 'matroska',
  ogg: 'ogg',
  flac: 'flac',
  amr: 'amr',
  caf: 'caf',
};

/** ISO media brands that hold pictures (HEIF, AVIF, Canon raw), not sound. */
const PICTURE_BRANDS: ReadonlySet<string> = new Set(['heic', 'heix', 'heim', 'mif1', 'msf1', 'avif', 'avis', 'crx ']);
const FIRST_QUICKTIME_BOXES: ReadonlySet<string> = new Set(['moov', 'mdat', 'wide', 'free', 'skip']);
const EBML_MAGIC = '\x1a\x45\xdf\xa3';
const EBML_DOC_TYPE = '\x42\x82';

const latin1 = (bytes: Uint8Array, start: number, end: number): string =>
  String.fromCharCode(...bytes.subarray(start, end));

function isIsoMedia(head: Uint8Array): boolean {
  const box = latin1(head, 4, 8);
  if (box === 'ftyp') return !PICTURE_BRANDS.has(latin1(head, 8, 12));
  return FIRST_QUICKTIME_BOXES.has(box) && head[0] === 0;
}

function isMatroska(head: Uint8Array): boolean {
  if (latin1(head, 0, 4) !== EBML_MAGIC) return false;
  const header = latin1(head, 4, 80);
  const at = header.indexOf(EBML_DOC_TYPE);
  const docType = header.slice(at + 3);
  return at >= 0 && (docType.startsWith('webm') || docType.startsWith('matroska'));
}

function byMagic(head: Uint8Array): Container | null {
  const magic = latin1(head, 0, 4);
  if ((magic === 'RIFF' || magic === 'RF64') && latin1(head, 8, 12) === 'WAVE') return 'wav';
  if (magic === 'fLaC') return 'flac';
  if (magic === 'OggS' && head[4] === 0) return 'ogg';
  if (magic === 'caff') return 'caf';
  if (latin1(head, 0, 6) === '#!AMR\n' || latin1(head, 0, 9) === '#!AMR-WB\n') return 'amr';
  if (isMatroska(head)) return 'webm';
  return isIsoMedia(head) ? 'mp4' : null;
}

type FrameBytes = (bytes: Uint8Array, offset: number) => number | null;

/** A valid frame header at `offset`, followed (if the bytes reach that far) by another one of the same kind. */
function framesStart(bytes: Uint8Array, offset: number, frameBytes: FrameBytes): boolean {
  const length = frameBytes(bytes, offset);
  if (length === null) return false;
  const next = offset + length;
  return next + 7 > bytes.length || frameBytes(bytes, next) !== null;
}

/** Frames without a container of their own; encoders and tag editors may leave zeros before the first one. */
function byFrames(bytes: Uint8Array, from: number): Container | null {
  let offset = from;
  while (bytes[offset] === 0) offset++;
  if (framesStart(bytes, offset, adtsFrameBytes)) return 'aac';
  return framesStart(bytes, offset, mp3FrameBytes) ? 'mp3' : null;
}

function detect(head: Uint8Array): Container | null {
  const tagBytes = id3v2Bytes(head);
  if (tagBytes === 0) return byMagic(head) ?? byFrames(head, 0);
  // A tag with a picture can be longer than the head; what follows an ID3v2 tag is nearly always MP3.
  if (tagBytes + 8 > head.length) return 'mp3';
  return latin1(head, tagBytes, tagBytes + 4) === 'fLaC' ? 'flac' : byFrames(head, tagBytes);
}

/**
 * Container of a recording by its first bytes (give `SNIFF_BYTES` or the whole file); null for anything that Hesheng
 * does not read. Names, extensions and content types are never asked: they lie. Playlists, pictures, archives,
 * documents and text match nothing here, so ffmpeg never sees them.
 */
export function sniffContainer(head: Uint8Array): SniffedContainer | null {
  const container = detect(head);
  return container === null ? null : { container, demuxer: DEMUXERS[container] };
}
