const INTRODUCTION = `# Errors

Every error of the HTTP API is a problem document (RFC 9457, \`application/problem+json\`): \`type\`, \`title\`, \`status\`,
\`code\`, \`detail\`, \`instance\` and, where fields are at fault, \`errors\` with a \`pointer\` each. \`code\` is stable and in this
table; \`detail\` is for people and may change. "Retry" says whether the very same request may succeed later; answers with
status 429 and 503 carry \`Retry-After\`.

A recording that cannot be judged is no error of the request that posted it: the verification gets the status \`failed\`, and
its \`failure\` has a code of this table. A failed verification has no verdict.
`;

const row = ([code, { status, title, retry }]) => `| \`${code}\` | ${status} | ${title} | ${retry ? 'yes' : 'no'} |`;

export const errorsPage = (errors) =>
  [
    INTRODUCTION,
    '| code | status | meaning | retry |',
    '|---|---|---|---|',
    ...Object.entries(errors).map(row),
    '',
  ].join('\n');
