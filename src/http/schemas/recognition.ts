import { type Static, Type } from 'typebox';
import { ERRORS } from '../../errors.js';
import type { RecognitionEvidence } from '../../verdict/recognition-evidence.js';
import { Maybe, MaybeWord, Sha256, Strict, Text, Word } from './common.js';

const FINDINGS = ['supports', 'contradicts', 'unsure'] as const;

const Recogniser = Type.Object(
  {
    id: Text('Pack'),
    sha256: Sha256('Of everything that it hears by'),
    ability: Word(['posteriors', 'text', 'opinion'], 'What can be asked of it; an opinion has no say'),
    part: Word(['primary', 'second', 'opinion'], 'A second one must not contradict; an opinion is for reviewers'),
    finding: MaybeWord(FINDINGS, 'What a second one makes of the clause; null where it has no say'),
    transcript: Maybe('string', 'What it wrote; never decisive by itself'),
    failure: MaybeWord(Object.keys(ERRORS), 'Why it did not hear the recording'),
  },
  Strict,
);

export const Recognition = Type.Object(
  {
    routes: Text('Version of the rules that chose'),
    dialect: Text('Accent that the route was chosen for'),
    source: Word(['hint', 'speaker', 'language', 'heard'], 'Where that accent comes from'),
    primary: Text('Whose account this is: embedded, or a pack'),
    embedded: MaybeWord(FINDINGS, 'What the embedded recogniser finds where a pack is primary and it has a say'),
    recognisers: Type.Array(Recogniser),
  },
  { ...Strict, description: 'Who listened beside the embedded recogniser, and why; null where no pack was active' },
);

export const recognitionJson = (evidence: RecognitionEvidence | undefined): Static<typeof Recognition> | null =>
  evidence === undefined
    ? null
    : { ...evidence, recognisers: evidence.recognisers.map((recogniser) => ({ ...recogniser })) };

export const Transcript = Type.Object(
  {
    text: Text('In characters, as a recogniser of a pack wrote it'),
    model: Text('The pack'),
    decisive: Type.Literal(false, { description: 'A transcript never decides: it is for the reviewer' }),
  },
  Strict,
);

/** What reviewers read first: of the recogniser whose account it is, else of the first that wrote anything. */
export const transcriptJson = (evidence: RecognitionEvidence | undefined): Static<typeof Transcript> | null => {
  const written = evidence?.recognisers.find(({ transcript }) => transcript !== null && transcript !== '');
  return written === undefined ? null : { text: written.transcript!, model: written.id, decisive: false };
};
