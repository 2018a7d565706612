import type { ToneModel } from '../../src/align/tone-model.js';
import { type ToneOpinion, weighTones } from '../../src/align/tone-witness.js';
import type { HeardTones } from './extract.js';
import { groupBy, share } from './figures.js';
import { trackOf } from './samples.js';

interface Heard extends ToneOpinion {
  readonly text: string;
  readonly speaker: string;
}

/** Sentences long enough for the witness to know the voice; the whole of it runs, as in the product. */
const opinions = (heard: readonly HeardTones[], modelFor: (one: HeardTones) => ToneModel): readonly Heard[] =>
  heard
    .filter(({ set }) => set !== 'syllables')
    .flatMap((one) =>
      weighTones({
        row: one.tokens,
        times: one.tokens,
        profile: { tones: 'standard' },
        pitch: trackOf(one),
        model: modelFor(one),
      }).map((opinion) => ({ ...opinion, text: one.text, speaker: one.speaker })),
    );

const count = (some: readonly Heard[], wanted: (llr: number) => boolean): number =>
  some.filter(({ llr }) => llr !== null && wanted(llr)).length;

/**
 * Every real word that has a contrary in tone alone, read as written: what the witness says of it, and what it would say
 * if the clause had the contrary (the same ratio with its sign turned).
 */
export const listRealPairs = (heard: readonly HeardTones[], modelFor: (one: HeardTones) => ToneModel): void => {
  console.log('\nreal words that a tone alone makes their contrary, in sentences and words of speakers not trained on');
  const all = opinions(heard, modelFor);
  for (const [pair, some] of groupBy(all, ({ place }) => `${place.said}/${place.contrary}`)) {
    const abstained = some.filter(({ llr }) => llr === null).length;
    const cells = [2, 4].map(
      (nats) =>
        `for it by ${nats} nats ${count(some, (llr) => llr >= nats)}, against by ${nats} ${count(some, (llr) => llr <= -nats)}`,
    );
    console.log(`  ${pair.padEnd(9)} ${String(some.length).padStart(4)}: ${cells.join('; ')}; abstained ${abstained}`);
  }
  console.log(
    `  against by 4 nats in all ${share(
      count(all, (llr) => llr <= -4),
      all.length,
    )}`,
  );
  for (const { place, text, speaker, llr, abstained } of all.filter(({ place }) => /[买卖赔]/.test(place.said))) {
    console.log(`    ${place.said} ${llr === null ? abstained : llr.toFixed(1).padStart(5)}  ${speaker}  ${text}`);
  }
};
