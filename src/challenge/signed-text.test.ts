import t from 'tap';
import type { ChallengeClaims } from './challenge.js';
import { hashedText, signedText } from './signed-text.js';

const CLAIMS: ChallengeClaims = {
  id: 'chl_1',
  nonce: 'ab'.repeat(16),
  phraseSha256: 'cd'.repeat(32),
  kind: 'digits',
  position: 'before',
  outerBusinessId: 'case-1',
  speakerId: null,
  issuedAt: '2026-01-02T03:04:05.000Z',
  expiresAt: '2026-01-02T03:06:05.000Z',
};

t.test('the signed text is one for all who write the claims down', async (t) => {
  t.equal(
    signedText(CLAIMS),
    `hesheng-challenge/1\n{"expires_at":"2026-01-02T03:06:05.000Z","id":"chl_1","issued_at":"2026-01-02T03:04:05.000Z","kind":"digits","nonce":"${'ab'.repeat(16)}","outer_business_id":"case-1","phrase_sha256":"${'cd'.repeat(32)}","position":"before","speaker_id":null}`,
  );
});

t.test('every claim is signed', async (t) => {
  const others: Partial<ChallengeClaims>[] = [
    { id: 'chl_2' },
    { nonce: '' },
    { phraseSha256: '' },
    { kind: 'words' },
    { position: 'after' },
    { outerBusinessId: 'case-2' },
    { speakerId: 'x' },
    { issuedAt: '' },
    { expiresAt: '' },
  ];
  t.equal(others.length, Object.keys(CLAIMS).length);
  for (const other of others) t.not(signedText({ ...CLAIMS, ...other }), signedText(CLAIMS));
});

t.test('the phrase is hashed with its nonce', async (t) => {
  t.equal(hashedText('ab', '三九'), 'ab\n三九');
});
