import type { Case } from '../case.js';
import { askedOf } from '../readings.js';
import type { Encoding, Recipe, Source } from '../sound/recipe.js';
import { spoken, spokenWith } from '../sound/recipe.js';

const HONEST = 'honest.wav';
const RISK = 'suites/risk.flac';

const on = (file: string, id: string, sound: Recipe, reasons?: Case['reasons']): Case => ({
  id,
  side: 'adversarial',
  sound,
  asked: askedOf(file),
  ...(reasons ? { reasons } : {}),
});
const only = (source: Source): Recipe => ({ source });
const encoded = (file: string, encoding: Encoding): Recipe => ({ ...spoken(file), encoding });

/** Nobody reads. The length is that of the reading. */
const NO_SPEECH: readonly Case[] = [
  on(RISK, 'silence/quiet room', spoken('silence.flac'), ['NOT_ENOUGH_SPEECH']),
  on(RISK, 'silence/digital', only({ kind: 'silence', ms: 6_000 })),
  on(RISK, 'noise/loud room', spoken('noise-only.flac'), ['NOT_ENOUGH_SPEECH']),
  ...(['white', 'pink', 'hum', 'babble'] as const).map((colour) =>
    on(RISK, `noise/${colour}`, only({ kind: 'noise', colour, ms: 6_000, dbfs: -26 })),
  ),
  ...(['chords', 'melody', 'drums', 'vocal'] as const).map((style) =>
    on(RISK, `music/${style}`, only({ kind: 'music', style, ms: 6_000, dbfs: -23 })),
  ),
];

/** Speech of the right length and rhythm without the words. */
const MUMBLE: readonly Case[] = [HONEST, RISK].flatMap((file) => [
  on(file, `mumble/${file} backwards`, spokenWith(file, { effect: 'reverse', ms: 60_000 })),
  on(file, `mumble/${file} syllables backwards`, spokenWith(file, { effect: 'reverse', ms: 180 })),
  on(file, `mumble/${file} half syllables backwards`, spokenWith(file, { effect: 'reverse', ms: 100 })),
  on(file, `mumble/${file} grains of 80 ms shuffled`, spokenWith(file, { effect: 'shuffle', ms: 80 })),
  on(file, `mumble/${file} syllables shuffled`, spokenWith(file, { effect: 'shuffle', ms: 200 })),
  on(file, `mumble/${file} below 350 Hz`, spokenWith(file, { effect: 'lowpass', hz: 350 })),
]);
const STRETCHED: readonly Case[] = [
  on(HONEST, 'mumble/another clause, stretched to this length', encoded('enrol-1.flac', { as: 'tempo', factor: 0.5 })),
  on(RISK, 'mumble/another clause of this length', spoken('enrol-3.flac')),
];

/** The right words, but in a recording from which nobody should conclude. Review is the honest answer. */
const UNFIT: readonly Case[] = [
  on(HONEST, 'clipped/24 dB over', spokenWith(HONEST, { effect: 'clip', db: 24 }), ['AUDIO_QUALITY']),
  on(HONEST, 'clipped/36 dB over', spokenWith(HONEST, { effect: 'clip', db: 36 }), ['AUDIO_QUALITY']),
  on(HONEST, 'telephone/mu-law 8 kHz', encoded(HONEST, { as: 'mulaw' }), ['AUDIO_QUALITY']),
  on(RISK, 'telephone/mu-law 8 kHz, risk', encoded(RISK, { as: 'mulaw' }), ['AUDIO_QUALITY']),
  on(HONEST, 'quiet/40 dB down', spokenWith(HONEST, { effect: 'gain', db: -40 }), ['AUDIO_QUALITY']),
  on(HONEST, 'noisy/pink, 5 dB', spokenWith(HONEST, { effect: 'noise', colour: 'pink', snrDb: 5 })),
  on(HONEST, 'noisy/white, 0 dB', spokenWith(HONEST, { effect: 'noise', colour: 'white', snrDb: 0 })),
  on(HONEST, 'noisy/music, 0 dB', spokenWith(HONEST, { effect: 'music', style: 'melody', snrDb: 0 })),
  on(HONEST, 'noisy/song, 0 dB', spokenWith(HONEST, { effect: 'music', style: 'vocal', snrDb: 0 })),
  on(HONEST, 'truncated/file cut at 70 %', encoded(HONEST, { as: 'cut_file', keptShare: 0.7 }), [
    'RECORDING_TRUNCATED',
  ]),
  on(HONEST, 'truncated/file cut at 97 %', encoded(HONEST, { as: 'cut_file', keptShare: 0.97 }), [
    'RECORDING_TRUNCATED',
  ]),
  on(HONEST, 'truncated/start missing', spokenWith(HONEST, { effect: 'keep', from: 0.12, to: 1 })),
  on(HONEST, 'truncated/end missing', spokenWith(HONEST, { effect: 'keep', from: 0, to: 0.9 })),
  on(HONEST, 'truncated/last half second missing', spokenWith(HONEST, { effect: 'keep', from: 0, to: 0.955 })),
  on(HONEST, 'dropouts/120 ms in 400', spokenWith(HONEST, { effect: 'dropouts', everyMs: 400, ms: 120 })),
  on(HONEST, 'dropouts/200 ms in 1000', spokenWith(HONEST, { effect: 'dropouts', everyMs: 1_000, ms: 200 })),
  on(HONEST, 'fast/twice as fast', encoded(HONEST, { as: 'tempo', factor: 2 }), [
    'SPEECH_TOO_FAST',
    'WORDS_MISSING',
    'WRONG_TEXT',
  ]),
  on(RISK, 'fast/twice as fast, risk', encoded(RISK, { as: 'tempo', factor: 2 }), [
    'SPEECH_TOO_FAST',
    'WORDS_MISSING',
    'WRONG_TEXT',
  ]),
];

export const POOR_SOUND: readonly Case[] = [...NO_SPEECH, ...MUMBLE, ...STRETCHED, ...UNFIT];
