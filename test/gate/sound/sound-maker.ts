import { join } from 'node:path';
import { joinSamples, msToSamples } from '../../../src/audio/pcm.js';
import type { TokenEvidence } from '../../../src/verdict/evidence.js';
import { readingPath } from '../readings.js';
import { applyEffect } from './effects.js';
import { atLevel, decibels, mixed, scaled } from './level.js';
import { music } from './music.js';
import { noise } from './noise.js';
import { asCommitted, type Piece, type Recipe, type Source } from './recipe.js';
import { cutWords } from './word-cutter.js';
import { writeSound } from './write-sound.js';

export interface SoundNeeds {
  /** Samples of a committed recording. */
  readonly samplesOf: (file: string) => Promise<Float32Array>;
  /** The recording's own clause, aligned. */
  readonly tokensOf: (file: string) => Promise<readonly TokenEvidence[]>;
  readonly folder: string;
}

const faded = (samples: Float32Array, length: number): Float32Array =>
  samples.map((value, n) => value * Math.min(1, (n + 0.5) / length, (samples.length - n - 0.5) / length));

const pieceOf = async ({ samplesOf, tokensOf }: SoundNeeds, piece: Piece): Promise<Float32Array> => {
  const whole = await samplesOf(piece.file);
  const words = piece.words === undefined ? whole : cutWords(whole, await tokensOf(piece.file), piece.words);
  const level = scaled(words, decibels(piece.gainDb ?? 0));
  const there =
    piece.noiseDbfs === undefined ? level : mixed(level, atLevel(noise('white', level.length), piece.noiseDbfs));
  return faded(there, msToSamples(piece.fadeMs ?? 0));
};

/** The first quarter second of the fixtures is room without speech. */
const ROOM_MS = 240;

const roomOf = async ({ samplesOf }: SoundNeeds, file: string, ms: number): Promise<Float32Array> => {
  const room = (await samplesOf(file)).subarray(0, msToSamples(ROOM_MS));
  const times = Math.ceil(msToSamples(ms) / room.length);
  return joinSamples(Array.from({ length: times }, () => room)).subarray(0, msToSamples(ms));
};

const sourceSamples = async (needs: SoundNeeds, source: Source): Promise<Float32Array> => {
  if (source.kind === 'silence') return new Float32Array(msToSamples(source.ms));
  if (source.kind === 'noise') return atLevel(noise(source.colour, msToSamples(source.ms)), source.dbfs);
  if (source.kind === 'music') return atLevel(music(source.style, msToSamples(source.ms)), source.dbfs);
  const parts: Float32Array[] = [];
  for (const piece of source.pieces) {
    if (parts.length > 0 && source.gapMs) parts.push(await roomOf(needs, source.pieces[0]!.file, source.gapMs));
    parts.push(await pieceOf(needs, piece));
  }
  return joinSamples(parts);
};

/** The recipe as a file; a committed recording that nothing is done to is that file itself. */
export const makeSound = async (needs: SoundNeeds, recipe: Recipe, name: string): Promise<string> => {
  const committed = asCommitted(recipe);
  if (committed !== null) return readingPath(committed);
  const plain = await sourceSamples(needs, recipe.source);
  const samples = (recipe.effects ?? []).reduce(applyEffect, plain);
  const path = join(needs.folder, `${name}.wav`);
  await writeSound(path, samples, recipe.encoding ?? { as: 'wav' });
  return path;
};
