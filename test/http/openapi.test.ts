import t from 'tap';
import { startApi } from './support/api.js';
import { checkAgainstDocument, documentOf, type Operation } from './support/documented.js';

/** Every `$ref` in a document. */
const references = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  const own = '$ref' in value && typeof value.$ref === 'string' ? [value.$ref] : [];
  return [...own, ...Object.values(value).flatMap(references)];
};

const operationsOf = (document: ReturnType<typeof documentOf>): readonly (readonly [string, Operation])[] =>
  Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => [`${method} ${path}`, operation] as const),
  );

t.test('the document is OpenAPI 3.1 and has no loose end', async (t) => {
  const { app } = await startApi(t);
  const document = documentOf(app);
  t.match(document, { openapi: /^3\.1\.\d$/, info: { title: 'Hesheng', version: '0.0.0-test' } });
  for (const reference of references(document)) {
    const name = reference.replace('#/components/schemas/', '');
    t.ok(name in document.components.schemas, reference);
  }
  for (const [, operation] of operationsOf(document)) {
    for (const scheme of operation.security ?? []) t.same(Object.keys(scheme), ['apiKey']);
  }
  t.match(document.components.securitySchemes, { apiKey: { type: 'http', scheme: 'bearer' } });
});

t.test('every operation is named, tagged, summarised, and documents its problems', async (t) => {
  const { app } = await startApi(t);
  const operations = operationsOf(documentOf(app));
  const names = operations.map(([, { operationId }]) => operationId);
  t.equal(new Set(names).size, names.length, 'names are unique');
  for (const [where, { tags, summary, responses, security }] of operations) {
    t.equal(tags.length, 1, where);
    t.ok(summary, where);
    for (const [status, { description, content }] of Object.entries(responses)) {
      t.not(description, 'Default Response', `${where} ${status}`);
      if (Number(status) >= 400) t.same(Object.keys(content ?? {}), ['application/problem+json'], `${where} ${status}`);
    }
    for (const status of security ? ['400', '401', '403', '429', '500', '503'] : []) t.ok(responses[status], where);
  }
});

t.test('path parameters of every path are declared', async (t) => {
  const { app } = await startApi(t);
  for (const [path, operations] of Object.entries(documentOf(app).paths)) {
    const named = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
    for (const operation of Object.values(operations)) {
      const parameters = (operation as unknown as { parameters?: { in: string; name: string; required: boolean }[] })
        .parameters;
      const declared = (parameters ?? []).filter((parameter) => parameter.in === 'path' && parameter.required);
      t.same(declared.map(({ name }) => name).sort(), [...named].sort(), path);
    }
  }
});

t.test('uploads are described as forms', async (t) => {
  const { app } = await startApi(t);
  const { paths } = documentOf(app);
  const reading = paths['/v1/verifications']?.post?.requestBody?.content['multipart/form-data']?.schema;
  t.match(reading, {
    required: ['audio', 'request'],
    properties: { audio: { format: 'binary' } },
    additionalProperties: false,
  });
  const enrolment = paths['/v1/speakers/{id}/enrolments']?.post?.requestBody?.content['multipart/form-data']?.schema;
  t.match(enrolment, { properties: { audio: { type: 'array', maxItems: 5 } } });
});

t.test('the document is served, and a page that needs no other host', async (t) => {
  const { app } = await startApi(t);
  const response = await app.inject('/openapi.json');
  t.match(response.headers['content-type'], 'application/json');
  t.same(response.json(), documentOf(app));
  const page = await app.inject('/docs/');
  t.equal(page.statusCode, 200);
  const policy = String(page.headers['content-security-policy']);
  t.match(policy, /default-src 'self'/);
  t.match(policy, /script-src 'self'(;|$)/);
  t.notMatch(policy, /upgrade-insecure-requests|swagger\.io/);
  for (const [, target] of page.payload.matchAll(/(?:src|href)="([^"]+)"/g)) t.match(target, /^(\/docs\/|\.\/)/);
  t.equal((await app.inject('/docs/static/swagger-ui.css')).statusCode, 200);
});

t.test('the check of answers against the document can fail', async (t) => {
  const { app } = await startApi(t);
  const found: string[] = [];
  const recorder = { fail: (message: string) => void found.push(message) } as unknown as typeof t;
  const answer = (statusCode: number, type: string, payload: string) =>
    checkAgainstDocument(
      recorder,
      app,
      { url: '/v1/policies' },
      { statusCode, headers: { 'content-type': type }, payload },
    );
  answer(200, 'application/json', '{"policies":[{"id":1}]}');
  answer(200, 'text/plain', 'x');
  answer(418, 'application/json', '{}');
  t.equal(found.length, 3);
  answer(200, 'application/json; charset=utf-8', '{"policies":[]}');
  t.equal(found.length, 3);
});
