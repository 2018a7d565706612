import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { GAUGES, gaugeMetric, METRICS } from './catalogue.js';
import type { GaugeName, GaugeReader, Metrics } from './metrics.js';

type NameOf<T extends string> = {
  [K in keyof typeof METRICS]: (typeof METRICS)[K]['type'] extends T ? K : never;
}[keyof typeof METRICS];

const counter = (registry: Registry, name: NameOf<'counter'>) => {
  const { help, labels } = METRICS[name];
  return new Counter({ name, help, labelNames: labels as readonly string[], registers: [registry] });
};

const histogram = (registry: Registry, name: NameOf<'histogram'>) => {
  const { help, labels, buckets } = METRICS[name];
  return new Histogram({
    name,
    help,
    labelNames: labels as readonly string[],
    buckets: [...buckets],
    registers: [registry],
  });
};

const gaugesOf = (registry: Registry): ReadonlyMap<GaugeName, Gauge> => {
  const names = Object.keys(GAUGES) as GaugeName[];
  return new Map(
    names.map((name) => [name, new Gauge({ name: gaugeMetric(name), help: GAUGES[name], registers: [registry] })]),
  );
};

const refresh = async (gauges: ReadonlyMap<GaugeName, Gauge>, reader: GaugeReader): Promise<void> => {
  const values = await reader().catch(() => ({}));
  for (const [name, value] of Object.entries(values)) gauges.get(name as GaugeName)?.set(value);
};

/** Metrics of one service in a registry of its own, with the usual figures of the Node.js process. */
export const prometheusMetrics = (): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = histogram(registry, 'hesheng_http_request_seconds');
  const verifications = counter(registry, 'hesheng_verifications_total');
  const reasons = counter(registry, 'hesheng_reasons_total');
  const failures = counter(registry, 'hesheng_failures_total');
  const stages = histogram(registry, 'hesheng_stage_seconds');
  const recorded = counter(registry, 'hesheng_recording_seconds_total');
  const gauges = gaugesOf(registry);
  const readers: GaugeReader[] = [];

  return {
    requestAnswered: ({ method, route, status, seconds }) => requests.observe({ method, route, status }, seconds),
    judged: ({ verdict, reasons: why, timingMs, recording }) => {
      verifications.inc({ outcome: verdict });
      for (const { code } of why) reasons.inc({ code });
      for (const [stage, ms] of Object.entries(timingMs)) stages.observe({ stage }, ms / 1000);
      recorded.inc(recording.durationMs / 1000);
    },
    failed: (code) => {
      verifications.inc({ outcome: 'failed' });
      failures.inc({ code });
    },
    readGauges: (reader) => void readers.push(reader),
    render: async () => {
      await Promise.all(readers.map((reader) => refresh(gauges, reader)));
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
};
