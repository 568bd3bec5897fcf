// The alert rules and the dashboard ask for metrics that exist, with labels they have, and the handbook says what each alert means.
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';
import type { PortfolioId } from '../../src/domain/ids.js';
import { LOOP_MS } from '../../src/telemetry.js';
import { alertsOf, makeRule } from '../testkit/alerts.js';
import { holder } from '../testkit/holder.js';
import { until } from '../testkit/until.js';
import { ago, type LocalWorld, openWorld } from '../testkit/world.js';

interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string };
}

const { groups } = parse(readFileSync('monitoring/alerts.yml', 'utf8')) as { groups: { rules: AlertingRule[] }[] };
const RULES = groups.flatMap(({ rules }) => rules);
const DASHBOARD = JSON.parse(readFileSync('monitoring/dashboard.json', 'utf8')) as {
  panels: { id: number; title: string; gridPos: { x: number; y: number }; targets: { expr: string; legendFormat: string }[] }[];
};
const TARGETS = DASHBOARD.panels.flatMap(({ targets }) => targets);
const EXPRESSIONS = [...RULES, ...TARGETS].map(({ expr }) => expr);
/** What Prometheus itself puts on every series it scrapes; a label of ours with such a name would be renamed by it. */
const SCRAPED = ['job', 'instance'];
/** What a series that nothing was added up in belongs to: an instance, and a process of it where it has several. */
const PARTS = ['instance', 'process'];

let world: LocalWorld;
let exposed: string;
beforeAll(async () => {
  world = await openWorld();
  const share = await world.instrument({ currency: 'EUR', mic: null });
  await world.quotes([{ instrumentId: share, price: '100', currency: 'EUR', observedAt: ago(60) }]);
  await world.quotes([{ instrumentId: share, price: '100', currency: 'USD', observedAt: ago(50) }]);
  await world.admin.text('{ account(id: "none") { id } }');
  exposed = await (await fetch(`${world.url}/metrics`)).text();
});
afterAll(() => world.close());

/** The samples a metric family may be asked by. */
function samples(): Set<string> {
  const names = new Set<string>();
  for (const [, name = '', type] of exposed.matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
    names.add(name);
    if (type === 'histogram') for (const part of ['bucket', 'sum', 'count']) names.add(`${name}_${part}`);
  }
  return names;
}

/** The labels each metric family is made with, whether or not anything was counted yet. */
function labelsByFamily(): Map<string, readonly string[]> {
  const { registry } = world.app.metrics;
  const names = registry.getMetricsAsArray().map(({ name }) => name);
  return new Map(names.map((name) => [name, (registry.getSingleMetric(name) as unknown as { labelNames: string[] }).labelNames]));
}

/** Of each metric in an expression, the labels it is selected and grouped by. */
function labelsAsked(expression: string): { readonly metric: string; readonly labels: readonly string[] }[] {
  const asked: { metric: string; labels: string[] }[] = [];
  const textOf = ({ from, to }: { from: number; to: number }) => expression.slice(from, to);
  parser.parse(expression).iterate({
    enter: ({ name, node }) => {
      if (name !== 'VectorSelector') return;
      const labels = node
        .getChildren('LabelMatchers')
        .flatMap((matchers) => matchers.getChildren('UnquotedLabelMatcher'))
        .map((matcher) => textOf(matcher.getChild('LabelName') as never));
      // `by` stands beside what it groups, at any height above the metric.
      for (let above = node.parent; above; above = above.parent) {
        const grouping = above.getChild('AggregateModifier')?.getChild('GroupingLabels');
        labels.push(...(grouping?.getChildren('LabelName') ?? []).map(textOf));
      }
      asked.push({ metric: textOf(node.getChild('Identifier') as never), labels });
    },
  });
  return asked;
}

test('every expression is PromQL', () => {
  for (const expression of EXPRESSIONS) {
    const faults: number[] = [];
    parser.parse(expression).iterate({ enter: ({ type, from }) => void (type.isError && faults.push(from)) });
    expect([expression, faults]).toEqual([expression, []]);
  }
});

test('every metric that is asked for is there, and says what it means', () => {
  const names = samples();
  const asked = EXPRESSIONS.flatMap((expression) => expression.match(/\btidemark_\w+/g) ?? []);
  expect(asked.length).toBeGreaterThan(30);
  expect(asked.filter((name) => !names.has(name))).toEqual([]);
  for (const [, name, help] of exposed.matchAll(/^# HELP (tidemark_\S+) (.*)$/gm))
    expect([name, (help ?? '').length > 10]).toEqual([name, true]);
});

test('what the delay of the event loop is at rest, and where it is too much, is told as it is measured', () => {
  for (const path of ['docs/OPERATIONS.md', 'docs/SCALING.md']) {
    expect([path, readFileSync(path, 'utf8').includes(`(${LOOP_MS} ms when nothing is late)`)]).toEqual([path, true]);
  }
  const [, knobMs] = /event-loop delay \(p99\) over (\d+) ms/.exec(readFileSync('docs/SCALING.md', 'utf8')) ?? [];
  const [, alertS] = /eventloop_lag_p99_seconds > ([\d.]+)/.exec(readFileSync('monitoring/alerts.yml', 'utf8')) ?? [];
  const [, rise] = [LOOP_MS, Number(knobMs), Number(alertS) * 1000].toSorted((one, other) => one - other);
  expect([Number(knobMs) > LOOP_MS, rise]).toEqual([true, Number(knobMs)]);
});

test('no label of ours is one that Prometheus sets', () => {
  const taken = [...labelsByFamily()].filter(([, labels]) => labels.some((label) => SCRAPED.includes(label)));
  expect(taken.map(([name]) => name)).toEqual([]);
});

test('every metric is asked by labels it has', () => {
  const families = labelsByFamily();
  const questions = EXPRESSIONS.flatMap(labelsAsked);
  expect(questions.length).toBeGreaterThan(20);
  const unknown = questions.filter(({ metric, labels }) => {
    const family = families.get(metric) ?? families.get(metric.replace(/_(bucket|sum|count)$/, '')) ?? [];
    const known = [...SCRAPED, ...family, ...(metric.endsWith('_bucket') ? ['le'] : [])];
    return labels.some((label) => !known.includes(label));
  });
  expect(unknown).toEqual([]);
});

test('a legend names what its expression keeps', () => {
  for (const { expr, legendFormat } of TARGETS) {
    const named = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label);
    const kept = labelsAsked(expr).flatMap(({ labels }) => labels);
    const isWhole = !/ by |\b(sum|min|max)\(/.test(expr);
    expect([expr, named.filter((label) => !kept.includes(label as string) && !(isWhole && PARTS.includes(label as string)))]).toEqual([
      expr,
      [],
    ]);
  }
});

test('what happens is told with the values the rules look for', () => {
  expect(exposed).toMatch(/^tidemark_quotes_total\{[^}]*outcome="REJECTED"[^}]*\} [1-9]/m);
  expect(exposed).toMatch(/^tidemark_operation_seconds_count\{[^}]*failed="yes"[^}]*\} [1-9]/m);
});

test.each(['on', 'off'])('a push is timed from the receipt of its price, with ready frames %s', async (PUSH) => {
  const watching = await openWorld({ PUSH });
  const { person, instrumentId } = await holder(watching, { quantity: '10', price: '100' });
  const socket = person.api.socket();
  const stream = socket.text('subscription { valuationChanged { total } }');
  await stream.first();
  await watching.quotes([{ instrumentId, price: '101', currency: 'EUR', observedAt: ago(0) }]);
  await stream.until(({ valuationChanged }) => (valuationChanged as { total: string }).total === '10010');
  const text = await (await fetch(`${watching.url}/metrics`)).text();
  expect(text).toMatch(/^tidemark_quote_to_push_seconds_count [1-9]/m);
  expect(text).toMatch(/^tidemark_quote_to_push_seconds_bucket\{le="2.5"\} [1-9]/m);
  await socket.close();
  await watching.close();
});

test('what is read anew is no news to be timed, and holds up no push', async () => {
  const watching = await openWorld();
  const { person, instrumentId } = await holder(watching, { quantity: '10', price: '100' });
  const { portfolio } = (await person.api.text('{ portfolio { id } }')).expectNoErrors() as { portfolio: { id: PortfolioId } };
  const socket = person.api.socket();
  const stream = socket.text('subscription { valuationChanged { total } }');
  await stream.first();
  // A ledger that changes again while it is read, and prices read beside it that are all known: as in an instance that has missed messages.
  const { bus } = watching.app.core;
  for (let round = 0; round < 100; round += 1) {
    await bus.publish('ledger', { portfolioIds: [portfolio.id] });
    await bus.publish('quotes', { quotes: [], rates: [] });
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await watching.quotes([{ instrumentId, price: '101', currency: 'EUR', observedAt: ago(0) }]);
  await stream.until(({ valuationChanged }) => (valuationChanged as { total: string }).total === '10010');
  expect(watching.log).toEqual([]);
  await socket.close();
  await watching.close();
});

test('every metric is written by somebody', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (name) => /(?<!\.test)\.ts$/.test(name) && name !== 'telemetry.ts',
  );
  const text = sources.map((name) => readFileSync(`src/${name}`, 'utf8')).join('\n');
  const fields = Object.keys(world.app.metrics).filter((name) => name !== 'registry');
  expect(fields.filter((name) => !new RegExp(`\\b${name}\\.(inc|set|observe)\\(`).test(text))).toEqual([]);
});

test('every metric of ours is shown', () => {
  const own = [...exposed.matchAll(/^# TYPE (tidemark_(?!nodejs|process)\S+)/gm)].map(([, name]) => name as string);
  const shown = TARGETS.map(({ expr }) => expr).join(' ');
  expect(own.filter((name) => !shown.includes(name))).toEqual([]);
});

test('every alert is one of the handbook, with its cure', () => {
  const handbook = readFileSync('docs/OPERATIONS.md', 'utf8');
  for (const { alert, annotations, labels, for: pause } of RULES) {
    expect([alert, handbook.includes(`| \`${alert}\` |`)]).toEqual([alert, true]);
    expect([alert, annotations.summary.endsWith('.'), ['page', 'warn'].includes(labels.severity), /^\d+[sm]$/.test(pause)]).toEqual([
      alert,
      true,
      true,
      true,
    ]);
  }
  const named = [...handbook.matchAll(/^\| `(Tidemark\w+)` \|/gm)].map(([, name]) => name);
  expect(named.toSorted()).toEqual(RULES.map(({ alert }) => alert).toSorted());
});

test('every job is one of the handbook', async () => {
  const { jobs } = (await world.admin.text('{ jobs { name } }')).expectNoErrors() as { jobs: readonly { name: string }[] };
  const [, table = ''] = /\| job \| every(.*?)\n\n/s.exec(readFileSync('docs/OPERATIONS.md', 'utf8')) ?? [];
  const named = [...table.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name);
  // This world makes no backups.
  expect(named.filter((name) => name !== 'backup').toSorted()).toEqual(jobs.map(({ name }) => name).toSorted());
});

test('no two panels lie on one another', () => {
  const places = DASHBOARD.panels.map(({ gridPos: { x, y } }) => `${x} ${y}`);
  expect(new Set(places).size).toBe(places.length);
});

test('the delay of an alert is counted whatever made it fire but time: a price, a rule just made, the value of a portfolio', async () => {
  const { person, instrumentId } = await holder(world, { quantity: '10', price: '100' });
  const above = { condition: 'ABOVE', name: 'Above' } as const;
  await makeRule(person, { ...above, measure: 'PRICE', instrumentId, threshold: '100' });
  await makeRule(person, { ...above, measure: 'VALUE', threshold: '10000' });
  await makeRule(person, { ...above, measure: 'PRICE', instrumentId, threshold: '101' });
  await alertsOf(person, 2);
  await world.quotes([{ instrumentId, price: '101', currency: 'EUR', observedAt: ago(30) }]);
  await alertsOf(person, 3);
  const delays = await until(
    async () => (await world.app.metrics.alertDelay.get()).values,
    (values) => values.some(({ metricName, value }) => metricName?.endsWith('_count') && value >= 3),
  );
  expect(delays.find(({ metricName }) => metricName?.endsWith('_count'))?.value).toBe(3);
});
