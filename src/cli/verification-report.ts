import pc from 'picocolors';
import type { VerificationJson } from '../http/schemas/verification.js';
import { padDisplay } from './display-width.js';
import { type RowStyle, tokenDifferences, tokenLegend, tokenRows } from './token-rows.js';

type Colours = ReturnType<typeof pc.createColors>;

const headline = ({ status, verdict, failure }: VerificationJson, { bold, green, yellow, red }: Colours): string => {
  if (verdict === null)
    return bold(red(`${status.toUpperCase()}${failure ? `  ${failure.code}: ${failure.title}` : ''}`));
  const paint = { pass: green, review: yellow, fail: red }[verdict];
  return bold(paint(verdict.toUpperCase()));
};

const reasonLines = ({ reasons }: VerificationJson): readonly string[] =>
  reasons.map(({ code, message }) => `  ${code}  ${message}`);

const bound = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : String(value);

const checkLines = ({ checks }: VerificationJson, { green, yellow, red }: Colours): readonly string[] =>
  checks.map(({ name, value, qualified_range: [low, high], outcome, advice }) => {
    const paint = { pass: green, review: yellow, fail: red }[outcome];
    const figures = `${padDisplay(value === null ? 'not measured' : String(value), 14)}[${bound(low)} .. ${bound(high)}]`;
    return `  ${paint(padDisplay(outcome, 8))}${padDisplay(name, 22)}${padDisplay(figures, 34)}${advice ?? ''}`.trimEnd();
  });

type Tone = NonNullable<NonNullable<VerificationJson['content']>['critical_terms'][number]['tone']>;

const toneLine = ({ expected, contrary, llr, outcome, abstained }: Tone): string => {
  const figures = llr === null ? (abstained ?? '') : `${llr.toFixed(2)} nats`;
  return `${' '.repeat(16)}${padDisplay(`tone ${outcome}`, 20)}${expected} against ${contrary}: ${figures}`;
};

const termLines = (
  content: NonNullable<VerificationJson['content']>,
  { green, yellow, red }: Colours,
): readonly string[] =>
  content.critical_terms.flatMap(({ text, outcome, llr, competitor, tone }) => {
    const paint = { said: green, unsure: yellow, missing: red, contradicted: red }[outcome];
    const margin = llr === null ? '' : `margin ${llr.toFixed(2)} nats over ${competitor ?? ''}`;
    const line = `  ${paint(padDisplay(outcome, 14))}${padDisplay(text, 20)}${margin}`.trimEnd();
    return tone ? [line, toneLine(tone)] : [line];
  });

const answerLines = (content: NonNullable<VerificationJson['content']>): readonly string[] => {
  if (content.answer === null) return [];
  const { outcome, expected, form, rival, llr, free_llr, question_heard } = content.answer;
  const figures = [
    form === null ? '' : `likeliest ${form}`,
    llr === null ? '' : `margin ${llr.toFixed(2)} nats over ${rival ?? ''}`,
    free_llr === null ? '' : `${free_llr.toFixed(2)} nats a phone against any sounds`,
    question_heard ? 'the question was heard and left out' : '',
  ];
  return [`  ${outcome} (consent is ${expected})`, ...figures.filter((text) => text !== '').map((text) => `  ${text}`)];
};

const recogniserLines = ({ recognition }: VerificationJson): readonly string[] => {
  if (recognition === null) return [];
  const { recognisers, primary, dialect, source } = recognition;
  return [
    `  account of ${primary}, routed as ${dialect} (${source})`,
    ...recognisers.map(({ id, part, finding, transcript, failure }) =>
      `  ${padDisplay(part, 9)}${padDisplay(finding ?? '', 13)}${padDisplay(id, 30)}${failure ?? transcript ?? ''}`.trimEnd(),
    ),
  ];
};

const voiceLines = ({ voices }: VerificationJson): readonly string[] =>
  voices.map(({ start_ms: from, end_ms: to, voice, likeness }) => {
    const place = `${(from / 1000).toFixed(1)} to ${(to / 1000).toFixed(1)} s`;
    return `  ${voice}  ${padDisplay(place, 18)}likeness to A ${likeness ?? 'not measured'}`;
  });

const challengeLines = ({ challenge }: VerificationJson): readonly string[] => {
  if (challenge === null) return [];
  const { outcome, phrase, position, heard, start_ms: from, end_ms: to } = challenge;
  const place = from === null || to === null ? '' : `, ${(from / 1000).toFixed(1)} to ${(to / 1000).toFixed(1)} s`;
  return [`  ${padDisplay(outcome, 10)}${phrase} (${position} the clause${place})`, `  heard     ${heard}`.trimEnd()];
};

const timingLine = ({ timing_ms: timing, recording }: VerificationJson): readonly string[] => {
  if (!timing || !recording) return [];
  const stages = (['decode', 'vad', 'asr', 'voice', 'align'] as const).map((stage) => `${stage} ${timing[stage]}`);
  const ratio = (timing.total / Math.max(1, recording.duration_ms)).toFixed(3);
  return [
    `timing (ms): ${stages.join(', ')}, total ${timing.total}; ${ratio} of the recording's ${recording.duration_ms}`,
  ];
};

const section = (title: string, lines: readonly string[], { dim }: Colours): readonly string[] =>
  lines.length === 0 ? [] : ['', dim(title), ...lines];

/** A verification, as JSON callers get it, for a person at a terminal. */
export const verificationReport = (verification: VerificationJson, style: RowStyle): readonly string[] => {
  const colours = pc.createColors(style.colour);
  const { content, failure, dialect, speaker } = verification;
  const who = [
    dialect ? `dialect ${dialect.label} (${dialect.source}, ${dialect.support})` : '',
    speaker ? `speaker ${speaker.decision}` : '',
  ];
  return [
    headline(verification, colours),
    ...(failure ? [`  ${failure.detail}`] : []),
    ...reasonLines(verification),
    ...(content ? ['', ...tokenRows(content.tokens, style), '', colours.dim(tokenLegend(content.tokens))] : []),
    ...(content
      ? section(
          'differences',
          tokenDifferences(content.tokens, style).map((line) => `  ${line}`),
          colours,
        )
      : []),
    ...(content ? section('answer', answerLines(content), colours) : []),
    ...(content ? section('critical terms', termLines(content, colours), colours) : []),
    ...section('challenge', challengeLines(verification), colours),
    ...section('recognisers', recogniserLines(verification), colours),
    ...section('voices', voiceLines(verification), colours),
    ...section('checks', checkLines(verification, colours), colours),
    ...section(who.filter((text) => text !== '').join(', '), timingLine(verification), colours),
  ];
};
