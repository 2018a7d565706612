import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Test } from 'tap';
import { Compile } from 'typebox/schema';
import type { App } from '../../../src/http/app-options.js';

interface MediaType {
  readonly schema: object;
}
interface ResponseDoc {
  readonly description: string;
  readonly content?: Readonly<Record<string, MediaType>>;
}
export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly requestBody?: { readonly content: Readonly<Record<string, MediaType>> };
  readonly responses: Readonly<Record<string, ResponseDoc>>;
}
export interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>>; readonly securitySchemes: object };
}

export const documentOf = (app: Pick<FastifyInstance, 'swagger'> | App): Document =>
  JSON.parse(JSON.stringify(app.swagger())) as Document;

const pathPattern = (path: string): RegExp => new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`);

const operationOf = (document: Document, method: string, path: string): Operation | undefined => {
  const template = Object.keys(document.paths).find((candidate) => pathPattern(candidate).test(path));
  return template === undefined ? undefined : document.paths[template]?.[method.toLowerCase()];
};

/** Fails the test unless the OpenAPI document has this answer: its status, media type and body. */
export const checkAgainstDocument = (
  t: Test,
  app: App,
  { method = 'GET', url }: InjectOptions,
  response: Pick<LightMyRequestResponse, 'statusCode' | 'headers' | 'payload'>,
): void => {
  const document = documentOf(app);
  const [path = ''] = String(url).split('?', 1);
  const operation = operationOf(document, method, path);
  if (!operation) return;
  const where = `${method} ${path} ${response.statusCode}`;
  const documented = operation.responses[response.statusCode];
  if (!documented) return void t.fail(`${where} is not documented`);
  if (response.payload === '') return;
  const [type = ''] = String(response.headers['content-type']).split(';', 1);
  const media = documented.content?.[type];
  if (!media) return void t.fail(`${where} answers ${type}, which is not documented`);
  if (!type.includes('json')) return;
  const validator = Compile({ ...media.schema, components: document.components } as object);
  const [valid, errors] = validator.Errors(JSON.parse(response.payload));
  if (!valid) t.fail(`${where} does not match its schema`, { errors });
};
