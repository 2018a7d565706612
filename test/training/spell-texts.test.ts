import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import t from 'tap';
import { INSTALLATION_DIR } from '../../src/config/installation.js';

const PROGRAM = join(INSTALLATION_DIR, 'models', 'embedded', 'training', 'spell-texts.mjs');

const spell = async (...requests: readonly object[]) => {
  const program = spawn(process.execPath, [PROGRAM], { stdio: ['pipe', 'pipe', 'pipe'] });
  program.stdin.end(requests.map((request) => `${JSON.stringify(request)}\n`).join(''));
  const [said, complaints, [code]] = await Promise.all([
    text(program.stdout),
    text(program.stderr),
    once(program, 'close'),
  ]);
  return { code, complaints, answers: said.split('\n').flatMap((line) => (line ? [JSON.parse(line)] : [])) };
};

t.test('training is told every legal reading, with tones, in the order of the questions', async (t) => {
  const { answers } = await spell({ id: 'a', text: '2个大厦' }, { id: 'b', pinyin: ['lv3', 'an1'] });
  t.same(
    answers.map(({ id }) => id),
    ['a', 'b'],
  );
  const leaves = JSON.stringify(answers[0].reference);
  for (const phone of ['er4', 'iang3', 'sh', 'a4', 'x', 'ia4']) t.ok(leaves.includes(`"${phone}"`), phone);
  t.same(answers[1].reference, { all: [{ all: ['l', 'v3'] }, { all: ['an1'] }] });
});

t.test('an accent profile says which sounds each syllable may become', async (t) => {
  const { answers } = await spell({ id: 'a', pinyin: ['neng2'], profile: 'southwestern' }, { id: 'b', text: '能' });
  t.match(answers[0].syllables, [{ said: 'neng2', accents: [{ said: /^.en2$|^leng2$/ }] }]);
  t.ok(answers[0].syllables[0].accents.some(({ said }: { said: string }) => said === 'leng2'));
  t.same(answers[1].syllables, [{ said: 'neng2', accents: [] }]);
});

t.test('pinyin that is no Mandarin syllable has no reference, an unknown profile stops the run', async (t) => {
  const { answers } = await spell({ id: 'a', pinyin: ['yai1'] });
  t.same(answers, [{ id: 'a', reference: null, syllables: [] }]);
  const failed = await spell({ id: 'a', text: '能', profile: 'nowhere' });
  t.not(failed.code, 0);
  t.match(failed.complaints, /no accent profile nowhere/);
});
