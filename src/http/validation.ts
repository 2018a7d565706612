import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import type { FastifySchemaCompiler } from 'fastify';
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { FieldFault } from '../errors.js';
import { RequestFault } from './problem.js';

const MOST_FAULTS = 20;
const LONGEST_NAME = 64;

interface ValidationError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message?: string;
  readonly params?: object;
}

const unknownFields = (error: ValidationError): readonly FieldFault[] => {
  const names = (error.params as { additionalProperties?: readonly string[] }).additionalProperties ?? [];
  return names.map((name) => ({
    pointer: `${error.instancePath}/${name.slice(0, LONGEST_NAME)}`,
    detail: 'is not a known field',
  }));
};

const missingFields = (error: ValidationError): readonly FieldFault[] => {
  const names = (error.params as { requiredProperties?: readonly string[] }).requiredProperties ?? [];
  return names.map((name) => ({ pointer: `${error.instancePath}/${name}`, detail: 'is required' }));
};

const toFaults = (error: ValidationError): readonly FieldFault[] => {
  if (error.keyword === 'additionalProperties') return unknownFields(error);
  if (error.keyword === 'required') return missingFields(error);
  return [{ pointer: error.instancePath || '/', detail: error.message ?? 'is not valid' }];
};

/** One fault for many broken rules; the first ones are named. */
export const schemaFault = (errors: readonly ValidationError[]): RequestFault => {
  // `boolean` repeats what `additionalProperties` says; `propertyNames` what its pattern says.
  const own = errors.filter(({ keyword }) => keyword !== 'boolean' && keyword !== 'propertyNames');
  const faults = own.flatMap(toFaults).slice(0, MOST_FAULTS);
  const named = faults.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ');
  return new RequestFault('BAD_REQUEST', named || 'The request does not match its schema.', faults);
};

/** Validates a decoded JSON value. */
export const compileValidator = <S extends TSchema>(schema: S): ((value: unknown) => Static<S>) => {
  const validator = Compile(schema);
  return (value) => {
    if (validator.Check(value)) return value as Static<S>;
    throw schemaFault(validator.Errors(value) as readonly ValidationError[]);
  };
};

/** Parameters are converted to their type, bodies are taken as they are. */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = (route) => {
  const validate = TypeBoxValidatorCompiler(route);
  return (value: unknown) => {
    const result = validate(value) as { value?: unknown; error?: readonly ValidationError[] };
    return result.error ? { error: schemaFault(result.error) } : { value: result.value };
  };
};
