import type { Container } from '../../audio/sniff.js';

/** What an original is served as: by what it is, never by what its sender called it. */
export const MEDIA_TYPES: Readonly<Record<Container, string>> = {
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  aac: 'audio/aac',
  mp4: 'audio/mp4',
  webm: 'audio/webm',
  ogg: 'audio/ogg',
  flac: 'audio/flac',
  amr: 'audio/amr',
  caf: 'audio/x-caf',
};
