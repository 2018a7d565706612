import { type Static, Type } from 'typebox';
import type { ModelIdentity } from '../../engine/model-identity.js';
import { Sha256, Strict, Text, Word } from './common.js';

export const ModelItem = Type.Object(
  {
    role: Word(['asr', 'vad', 'voice', 'spoof'], 'What it is used for'),
    id: Text('Name in the manifest'),
    sha256: Sha256('Of the model file'),
  },
  Strict,
);

export const ModelList = Type.Object(
  { models: Type.Array(ModelItem) },
  { ...Strict, $id: 'ModelList', description: 'Models that the engine runs' },
);

export const modelJson = (model: ModelIdentity): Static<typeof ModelItem> => ({
  role: model.role,
  id: model.id,
  sha256: model.sha256,
});
