import { type Fixture, fixtureBytes, fixtureNamed, requestBody } from '../../golden/fixtures.js';
import { form, type Part, requestPart } from '../../http/support/form.js';

export const WAIT = { prefer: 'wait=60' } as const;

const post = (parts: readonly Part[], headers: Record<string, string>): RequestInit => {
  const { payload, headers: type } = form(...parts);
  return { method: 'POST', body: new Uint8Array(payload), headers: { ...type, ...headers } };
};

const audioOf = (fixture: Fixture): Part => ({
  name: 'audio',
  body: fixtureBytes(fixture),
  fileName: fixture.file,
  type: 'application/octet-stream',
});

/** The request that posts a fixture as a reading, with its clause and whatever is added. */
export const readingOf = (
  file: string | Fixture,
  { headers = {}, ...added }: { readonly headers?: Record<string, string> } & Record<string, unknown> = {},
): RequestInit => {
  const fixture = typeof file === 'string' ? fixtureNamed(file) : file;
  return post([audioOf(fixture), requestPart({ ...requestBody(fixture), ...added })], headers);
};

/** The request that enrols a speaker with recordings. */
export const enrolmentOf = (files: readonly string[], consentId: string): RequestInit =>
  post([...files.map((file) => audioOf(fixtureNamed(file))), requestPart({ consent_id: consentId })], {});
