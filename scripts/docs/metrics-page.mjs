const INTRODUCTION = `# Metrics

\`GET /metrics\` answers in the text format of Prometheus and needs no key: keep it off public networks. No label holds an id of
a person or a case, or any text: routes are patterns, all other labels are closed lists. The usual \`process_\` and \`nodejs_\`
figures of the API process come with them.
`;

export const metricsPage = ({ METRICS, GAUGES, gaugeMetric }) => {
  const own = Object.entries(METRICS).map(
    ([name, { type, labels, help }]) =>
      `| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(' ')} | ${help} |`,
  );
  const gauges = Object.entries(GAUGES).map(([name, help]) => `| \`${gaugeMetric(name)}\` | gauge |  | ${help} |`);
  return [INTRODUCTION, '| metric | type | labels | meaning |', '|---|---|---|---|', ...own, ...gauges, ''].join('\n');
};
