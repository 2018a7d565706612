import { mp3FrameBytes } from './mpeg-frame.js';
import type { Container } from './sniff.js';

/** Enough of a file's end to find the last Ogg page (at most 65,307 bytes) whole. */
export const TAIL_BYTES = 128 * 1024;

const OGG_PAGE_HEADER_BYTES = 27;
const OGG_LAST_PAGE = 0x04;
/** Frames that must follow one another before a byte pattern is believed to be frame headers. */
const CHAIN = 4;

const isOggPage = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0x4f && bytes[at + 1] === 0x67 && bytes[at + 2] === 0x67 && bytes[at + 3] === 0x53;

function lastOggPage(tail: Uint8Array): number {
  for (let at = tail.length - 4; at >= 0; at--) if (isOggPage(tail, at)) return at;
  return -1;
}

/** RFC 3533: the last page carries the end-of-stream flag, and its segment table says how long it is. */
function oggIsCut(tail: Uint8Array): boolean {
  const at = lastOggPage(tail);
  const segments = tail[at + OGG_PAGE_HEADER_BYTES - 1];
  if (at < 0 || segments === undefined) return true;
  const table = tail.subarray(at + OGG_PAGE_HEADER_BYTES, at + OGG_PAGE_HEADER_BYTES + segments);
  const end = at + OGG_PAGE_HEADER_BYTES + segments + table.reduce((sum, length) => sum + length, 0);
  return end > tail.length || (tail[at + 5]! & OGG_LAST_PAGE) === 0;
}

/** Where a chain of whole MP3 frames from `at` stops, and how many there were. */
function walkMp3(tail: Uint8Array, at: number): { readonly end: number; readonly frames: number } {
  let end = at;
  let frames = 0;
  for (let length = mp3FrameBytes(tail, end); length !== null && end + length <= tail.length; frames++) {
    end += length;
    length = mp3FrameBytes(tail, end);
  }
  return { end, frames };
}

/** True when the bytes after the last whole frame begin another frame that the file does not hold to its end. */
function mp3IsCut(tail: Uint8Array): boolean {
  for (let at = 0; at < tail.length; at++) {
    const { end, frames } = walkMp3(tail, at);
    if (frames >= CHAIN) return mp3FrameBytes(tail, end) !== null;
  }
  return false;
}

/**
 * Whether the file's last bytes show that it was cut, for the containers where ffmpeg drops a half packet without a
 * word: Ogg and MP3. For all others false: there ffmpeg reports a corrupt packet, or the declared duration tells.
 */
export function endIsCut(container: Container, tail: Uint8Array): boolean {
  if (container === 'ogg') return oggIsCut(tail);
  return container === 'mp3' && mp3IsCut(tail);
}
