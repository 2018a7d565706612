const INTRODUCTION = `# HTTP API

Made from [openapi.json](openapi.json), which the service also serves at \`/openapi.json\`, with a page to try it at \`/docs\`.

- Requests carry \`Authorization: Bearer hsk_...\`; \`hesheng keys create\` makes keys. Each operation names the scope it needs.
- JSON members are snake_case, times integer milliseconds, instants RFC 3339, scores numbers from 0 to 1.
- A member that is not documented is refused with \`BAD_REQUEST\`, which names it.
- Errors are problem documents with a stable \`code\`: [errors.md](../errors.md).
- \`status\` says what happened to the job, \`verdict\` what was heard. Only a completed verification has a verdict.
- \`Prefer: wait=N\` waits up to N seconds for the verdict. Without it, or when the time is over, a posted reading answers 202
  with its \`Location\`.
- Send an \`Idempotency-Key\` with every reading, and the same one when you repeat the request: the repetition gets the first
  answer again, byte for byte, with \`Idempotent-Replayed: true\`.

## In short

\`\`\`sh
curl http://127.0.0.1:8080/v1/verifications \\
  -H "Authorization: Bearer $HESHENG_KEY" -H 'Prefer: wait=20' -H 'Idempotency-Key: case-7/take-1' \\
  -F audio=@reading.wav \\
  -F 'request={"clause_id":"principal-risk","outer_business_id":"case-7"};type=application/json'
\`\`\`
`;

const typeText = (schema) => {
  if (schema.$ref) return reference(schema.$ref);
  if (schema.anyOf) return schema.anyOf.map(typeText).join(' or ');
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(' ');
  if (schema.type === 'array') return schema.items.type === 'object' ? 'list' : `list of ${typeText(schema.items)}`;
  const base = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'value');
  return schema.format === 'date-time' ? 'time' : schema.format === 'binary' ? 'file' : base;
};

const reference = (ref) => {
  const name = ref.split('/').at(-1);
  return `[${name}](#${name.toLowerCase()})`;
};

const limitsText = ({ minLength, maxLength, minimum, maximum, maxItems, maxProperties, default: value }) =>
  [
    maxLength === undefined ? '' : `${minLength ?? 0} to ${maxLength} characters`,
    maximum === undefined ? '' : `${minimum} to ${maximum}`,
    maxItems === undefined ? '' : `at most ${maxItems}`,
    maxProperties === undefined ? '' : `at most ${maxProperties}`,
    value === undefined ? '' : `default ${value}`,
  ]
    .filter((text) => text !== '')
    .join(', ');

const nestedOf = (schema) => {
  const inner = schema.anyOf?.find(({ type }) => type === 'object') ?? schema;
  if (inner.properties) return [inner, '.'];
  if (inner.items?.properties) return [inner.items, '[].'];
  return [null, ''];
};

const fieldRows = (schema, prefix = '') =>
  Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const [inner, joint] = nestedOf(field);
    const optional = schema.required?.includes(name) ? '' : ' (optional)';
    const about = [field.description ?? inner?.description ?? '', limitsText(field)]
      .filter((text) => text !== '')
      .join('; ');
    const own = `| \`${prefix}${name}\`${optional} | ${typeText(field)} | ${about.replaceAll('|', '\\|')} |`;
    return [own, ...(inner ? fieldRows(inner, `${prefix}${name}${joint}`) : [])];
  });

const fieldTable = (schema) => ['| field | type | meaning |', '|---|---|---|', ...fieldRows(schema), ''];

const parameterLines = (parameters = []) =>
  parameters.map(
    ({ name, in: place, required, description, schema }) =>
      `- \`${name}\` (${place}${required ? '' : ', optional'}): ${[description, limitsText(schema)].filter(Boolean).join('; ')}`,
  );

const bodyLines = (requestBody) =>
  Object.entries(requestBody?.content ?? {}).flatMap(([type, { schema }]) => [
    `Body \`${type}\`: ${
      schema.$ref
        ? reference(schema.$ref)
        : Object.entries(schema.properties)
            .map(([name, field]) => `\`${name}\` ${typeText(field)}`)
            .join(', ')
    }`,
    '',
  ]);

const contentText = (content = {}) => {
  const [first] = Object.entries(content);
  if (first === undefined) return '';
  const [type, { schema }] = first;
  return schema.$ref ? `${reference(schema.$ref)}. ` : `\`${type}\`. `;
};

const responseRows = (responses) =>
  Object.entries(responses).map(
    ([status, { description, content }]) => `| ${status} | ${contentText(content)}${description} |`,
  );

const operationLines = (path, method, operation) => {
  const scope = operation.security?.map(({ apiKey }) => `\`${apiKey[0]}\``).join(' or ');
  return [
    `### ${method.toUpperCase()} ${path}`,
    '',
    `${operation.summary}.${scope ? ` Scope ${scope}.` : ' No key needed.'}`,
    '',
    ...(operation.description ? [operation.description, ''] : []),
    ...(operation.parameters ? [...parameterLines(operation.parameters), ''] : []),
    ...bodyLines(operation.requestBody),
    '| status | answer |',
    '|---|---|',
    ...responseRows(operation.responses),
    '',
  ];
};

const operationsOf = (document, tag) =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { tags }]) => tags.includes(tag))
      .flatMap(([method, operation]) => operationLines(path, method, operation)),
  );

const exampleLines = ({ examples = [] }) =>
  examples.flatMap((example) => ['```json', JSON.stringify(example, null, 2), '```', '']);

export const apiPage = (document) =>
  [
    INTRODUCTION,
    ...document.tags.flatMap(({ name, description }) => [
      `## ${name}: ${description}`,
      '',
      ...operationsOf(document, name),
    ]),
    '## Schemas',
    '',
    ...Object.entries(document.components.schemas).flatMap(([name, schema]) => [
      `### ${name}`,
      '',
      `${schema.description}.`,
      '',
      ...fieldTable(schema),
      ...exampleLines(schema),
    ]),
  ].join('\n');
