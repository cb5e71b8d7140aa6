import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { overlaid, ROOT, readCompose } from './compose-project.fixture.ts';

const FOLDER = 'deploy/observability';
const read = (name: string) => parse(readFileSync(join(ROOT, FOLDER, name), 'utf8'));
const project = overlaid(readCompose('docker-compose.yml'), readCompose('deploy/compose.observability.yml'));
const observed = Object.entries(project.services).filter(([, { environment }]) => environment?.METRICS_PORT);

interface Panel {
  id: number;
  title: string;
  type: string;
  gridPos: { x: number; y: number; w: number; h: number };
  datasource?: { uid: string };
  targets?: { expr: string }[];
}

const panels: Panel[] = read('dashboard.json').panels;
const rules: { alert: string; expr: string }[] = read('alerts.yml').groups.flatMap(
  (group: { rules: unknown[] }) => group.rules,
);
const expressions = [
  ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr])),
  ...rules.map(({ alert, expr }) => [alert, expr]),
] as [string, string][];

/** The metrics that an expression reads. */
function metricsOf(expr: string): string[] {
  const query = expr.replaceAll('$__rate_interval', '5m');
  const metrics: string[] = [];
  parser.parse(query).iterate({
    enter: (node) => {
      if (node.type.isError) throw new Error(`'${expr}' is not PromQL at ${node.from}`);
      const parent = node.node.parent?.name;
      if (node.name === 'Identifier' && parent === 'VectorSelector')
        metrics.push(query.slice(node.from, node.to));
    },
  });
  return metrics;
}

/** Every metric that the code names, as Prometheus does. */
function namedInCode(): Set<string> {
  const names = new Set<string>();
  for (const top of ['packages', 'services']) {
    for (const file of readdirSync(join(ROOT, top), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts') || file.includes('node_modules')) continue;
      const text = readFileSync(join(ROOT, top, file), 'utf8');
      for (const [, name = ''] of text.matchAll(/'([a-z]+(?:[._][a-z0-9_]+)+)'/g))
        names.add(name.replaceAll('.', '_'));
    }
  }
  return names;
}

describe('metrics', () => {
  const named = namedInCode();

  test.each(expressions)('%s reads what a service tells: %s', (_, expr) => {
    const metrics = metricsOf(expr);
    expect(metrics.length).toBeGreaterThan(0);
    for (const metric of metrics)
      if (metric !== 'up') expect(named).toContain(metric.replace(/_(bucket|count|sum|total)$/, ''));
  });

  test('that nobody has, and what is no expression, would be seen', () => {
    expect(named).not.toContain('qipei_nonsense');
    expect(metricsOf('sum(rate(a_total{b="c"}[$__rate_interval])) / on (d) e')).toEqual(['a_total', 'e']);
    expect(() => metricsOf('sum(rate(')).toThrow('is not PromQL');
  });

  test('are scraped from every service, where it serves them', () => {
    const [job] = read('prometheus.yml').scrape_configs;
    const [{ names, port }] = job.dns_sd_configs;
    expect([...names].sort()).toEqual(observed.map(([name]) => name).sort());
    for (const [name, { environment, networks }] of observed) {
      expect(environment, name).toMatchObject({ METRICS_HOST: '0.0.0.0', METRICS_PORT: String(port) });
      expect(networks, name).toContain('services');
    }
    expect(project.services.prometheus?.networks).toContain('services');
    expect(rules.find(({ alert }) => alert === 'ServiceMissing')?.expr).toContain(`< ${observed.length} `);
  });
});

describe('traces', () => {
  const collector = read('collector.yml');

  test('go to the collector', () => {
    const port = collector.receivers.otlp.protocols.http.endpoint.split(':')[1];
    for (const [name, { environment }] of observed)
      expect(environment?.OTEL_EXPORTER_OTLP_ENDPOINT, name).toBe(`http://otel-collector:${port}`);
    expect(project.services['otel-collector']?.networks).toEqual(['services', 'monitoring']);
  });

  test('pass through parts that are defined, the limit of memory first, to a container that is there', () => {
    for (const pipeline of Object.values<Record<string, string[]>>(collector.service.pipelines)) {
      expect(pipeline.processors?.[0]).toBe('memory_limiter');
      for (const [kind, parts] of Object.entries(pipeline))
        for (const part of parts) expect(Object.keys(collector[kind]), part).toContain(part);
    }
    const [host] = collector.exporters['otlp_grpc/jaeger'].endpoint.split(':');
    expect(project.services[host]?.networks).toContain('monitoring');
  });
});

describe('Grafana', () => {
  const { datasources } = read('grafana-datasources.yml') as { datasources: { uid: string; url: string }[] };

  test('asks containers that are there, over a network that it shares with them', () => {
    for (const { url } of datasources)
      expect(project.services[new URL(url).hostname]?.networks, url).toContain('monitoring');
    expect(project.services.grafana?.networks).toContain('monitoring');
  });

  test('finds the dashboard where it looks for it, and its data sources', () => {
    const [provider] = read('grafana-dashboards.yml').providers;
    const mounted = project.services.grafana?.configs?.map(({ target }) => target);
    expect(mounted).toContain(`${provider.options.path}/qipei.json`);
    const uids = datasources.map(({ uid }) => uid);
    for (const { datasource, type } of panels) if (type !== 'row') expect(uids).toContain(datasource?.uid);
  });

  test('has each panel once, beside the others', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)}/${y + Math.floor(i / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
  });
});
