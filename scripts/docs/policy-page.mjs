/** docs/policy.md: the shipped policies and every reason. */
export const policyPage = ({ policies, thresholdTable, layerTable, reasonTable }) =>
  [
    '# Policies and reasons',
    '',
    'Generated from `src/verdict` by `node scripts/generate-docs.mjs`; how they are used is told in [verdicts.md](verdicts.md).',
    '',
    ...policies.flatMap((policy) => [
      `## Policy \`${policy.id}\`, version ${policy.version}`,
      '',
      thresholdTable(policy),
      'What clause kinds and accents change in them; `review_only` accents never pass without a person.',
      '',
      layerTable(policy),
    ]),
    '## Reasons',
    '',
    reasonTable(),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
