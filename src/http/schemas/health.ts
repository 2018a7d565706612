import { Type } from 'typebox';
import { Strict } from './common.js';

export const Health = Type.Object(
  { status: Type.Unsafe<'ok' | 'ready'>({ type: 'string', enum: ['ok', 'ready'] }) },
  { ...Strict, $id: 'Health', description: 'The process answers (ok), or takes readings (ready)' },
);
