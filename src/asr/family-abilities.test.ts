import t from 'tap';
import { FAMILIES, type PackFamily } from '../model/pack/families.js';
import { FAMILY_ABILITIES, isSherpaFamily, SHERPA_FAMILIES } from './family-abilities.js';

const familiesOf = Object.keys(FAMILIES) as readonly PackFamily[];

t.test('every family of recognisers but the embedded one is one of sherpa-onnx', async (t) => {
  const recognisers = familiesOf.filter((family) => FAMILIES[family].roles.some((role) => role === 'asr'));
  t.strictSame(
    recognisers.filter((family) => !isSherpaFamily(family)),
    ['ctc-phones'],
  );
  t.strictSame([...SHERPA_FAMILIES].sort(), recognisers.filter(isSherpaFamily).sort());
  t.notOk(isSherpaFamily('toString' as PackFamily));
});

t.test('models that write what is likely are no witnesses', async (t) => {
  const opinions = SHERPA_FAMILIES.filter((family) => FAMILY_ABILITIES[family] === 'opinion');
  t.strictSame(opinions, ['whisper', 'moonshine', 'fun-asr-nano', 'qwen3-asr']);
});
