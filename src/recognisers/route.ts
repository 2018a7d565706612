import type { ClauseLanguage } from '../text/clause-language.js';
import type { RosterPack } from './roster-pack.js';

/** Version of the rules below; another one whenever the same question can get another route. */
export const ROUTES = 'hesheng-routes/1';

/** Where the accent that a reading is routed by comes from, the strongest first. */
export type RouteSource = 'hint' | 'speaker' | 'language' | 'heard';

/** The accent of a clause that is written in another Chinese than the standard one. */
const OF_LANGUAGE: Readonly<Partial<Record<ClauseLanguage, string>>> = { yue: 'cantonese', wuu: 'wu' };

const STANDARD = 'mandarin';

/** What is known of the accent before anybody listens; null when nothing is. */
export interface ExpectedDialect {
  readonly dialect: string;
  readonly source: Exclude<RouteSource, 'heard'>;
}

/** The accent that the caller names goes before the one that the speaker is known for, and that before the clause's language. */
export const expectedDialect = (known: {
  readonly hint: string | null;
  readonly speaker: string | null;
  readonly language: ClauseLanguage;
}): ExpectedDialect | null => {
  if (known.hint !== null) return { dialect: known.hint, source: 'hint' };
  if (known.speaker !== null) return { dialect: known.speaker, source: 'speaker' };
  const dialect = OF_LANGUAGE[known.language];
  return dialect === undefined ? null : { dialect, source: 'language' };
};

export interface RouteQuestion {
  /** Accent profile that the embedded recogniser was judged in: expected, estimated from its merges, or `unknown`. */
  readonly dialect: string;
  /** Active packs in the order of their activation. */
  readonly packs: readonly RosterPack[];
  /** Whether the policy was validated in this accent with a pack of this SHA-256, or, for null, with the embedded one. */
  readonly isValidated: (sha256: string | null) => boolean;
}

/** Who listens to a reading, beside the embedded recogniser, which always has. */
export interface Route {
  /** Whose account the verdict rests on; null is the embedded recogniser. */
  readonly primary: RosterPack | null;
  /** Who must not contradict it. The embedded recogniser is one of them where it is validated and another one is primary. */
  readonly seconds: readonly RosterPack[];
  readonly embeddedIsSecond: boolean;
  /** Who only writes for reviewers. */
  readonly opinions: readonly RosterPack[];
}

/** An accent that nobody could name may be any; packs for standard Mandarin alone know no more of it than we do. */
const serves = ({ dialects }: RosterPack, dialect: string): boolean =>
  dialects.includes(dialect) || (dialect === 'unknown' && dialects.some((one) => one !== STANDARD));

/**
 * The recognisers for an accent. A recogniser that was validated in it decides: a pack before the embedded one. Where none was,
 * the first pack made for the accent gives the account, and no verdict of it can be a pass. Packs without probabilities never
 * decide, and those that write what is likely rather than what was said are not even asked whether they agree.
 */
export const routeReading = ({ dialect, packs, isValidated }: RouteQuestion): Route => {
  const serving = packs.filter((pack) => pack.ability !== 'opinion' && serves(pack, dialect));
  const witnesses = serving.filter(({ ability }) => ability === 'posteriors');
  const embedded = isValidated(null);
  const primary = witnesses.find(({ sha256 }) => isValidated(sha256)) ?? (embedded ? null : (witnesses[0] ?? null));
  return {
    primary,
    seconds: serving.filter((pack) => pack !== primary),
    embeddedIsSecond: primary !== null && embedded,
    opinions: packs.filter(({ ability, languages }) => ability === 'opinion' && languages.includes('zh')),
  };
};
