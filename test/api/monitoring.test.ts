// The alert rules and the dashboard ask for metrics that exist, with labels they have, and the handbook says what each alert means.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';
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
  panels: { id: number; title: string; gridPos: { x: number; y: number }; targets: { expr: string }[] }[];
};
const EXPRESSIONS = [...RULES.map(({ expr }) => expr), ...DASHBOARD.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))];

let world: LocalWorld;
let exposed: string;
beforeAll(async () => {
  world = await openWorld();
  const share = await world.instrument({ currency: 'EUR', mic: null });
  await world.quotes([{ instrumentId: share, price: '100', currency: 'EUR', observedAt: ago(60) }]);
  exposed = await (await fetch(`${world.url}/metrics`)).text();
}, 60_000);
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

test('every metric of ours is shown', () => {
  const own = [...exposed.matchAll(/^# TYPE (tidemark_(?!nodejs|process)\S+)/gm)].map(([, name]) => name as string);
  const shown = DASHBOARD.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join(' ');
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

test('no two panels lie on one another', () => {
  const places = DASHBOARD.panels.map(({ gridPos: { x, y } }) => `${x} ${y}`);
  expect(new Set(places).size).toBe(places.length);
});
