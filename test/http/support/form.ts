import { wav } from './samples.js';

export interface Part {
  readonly name: string;
  readonly body: Buffer | string;
  readonly fileName?: string;
  readonly type?: string;
}

const BOUNDARY = 'hesheng-test-boundary';

export const audioPart = (body: Buffer = wav()): Part => ({
  name: 'audio',
  body,
  fileName: 'a.wav',
  type: 'audio/wav',
});
export const requestPart = (request: unknown): Part => ({ name: 'request', body: JSON.stringify(request) });

const partHead = ({ name, fileName, type }: Part): string =>
  [
    `--${BOUNDARY}`,
    `Content-Disposition: form-data; name="${name}"${fileName === undefined ? '' : `; filename="${fileName}"`}`,
    ...(type === undefined ? [] : [`Content-Type: ${type}`]),
    '',
    '',
  ].join('\r\n');

/** A multipart body, and the header that goes with it. */
export const form = (...parts: readonly Part[]): { payload: Buffer; headers: Record<string, string> } => ({
  payload: Buffer.concat([
    ...parts.flatMap((part) => [Buffer.from(partHead(part)), Buffer.from(part.body), Buffer.from('\r\n')]),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ]),
  headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
});

export const reading = (request: unknown = { clause_text: '本产品不保证本金。' }, audio = wav()) =>
  form(audioPart(audio), requestPart(request));
