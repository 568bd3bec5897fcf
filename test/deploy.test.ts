// The files of deploy/ as far as they can be judged without a container engine: that they parse, name what exists, and keep the rules
// of a hardened installation. HAProxy judges its own file.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { ROLES } from '../src/config/environment.js';
import { readConfig, SETTING_NAMES } from '../src/config.js';
import { LOOP_MS } from '../src/telemetry.js';
import { requireBinary } from './testkit/binaries.js';
import { HAPROXY_FILE } from './testkit/haproxy.js';
import { describeWithHaproxy } from './testkit/servers.js';

// biome-ignore lint/suspicious/noExplicitAny: manifests have as many shapes as kinds; each test says what it looks at.
type Manifest = any;
const read = (path: string) => readFileSync(path, 'utf8');
const FOLDER = 'deploy/kubernetes';
/** Each kind with the one version of the API that serves it since Kubernetes 1.25. */
const VERSIONS: Readonly<Record<string, string>> = {
  Namespace: 'v1',
  ConfigMap: 'v1',
  Service: 'v1',
  Deployment: 'apps/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  PodDisruptionBudget: 'policy/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
};
const SECRETS = { JWT_SECRET: 'qW3rTy9uIoPaSdFgHjKlZxCvBnM7531xyzGHTR', DATA_KEYS: '1:dGhlIGtleSBvZiB0ZXN0cywgMzIgYnl0ZXMgbG9uZy4=' };

function manifests(): Manifest[] {
  const { resources } = parse(read(`${FOLDER}/kustomization.yaml`));
  expect(readdirSync(FOLDER).sort()).toEqual([...resources, 'kustomization.yaml'].sort());
  return resources.flatMap((file: string) =>
    parseAllDocuments(read(`${FOLDER}/${file}`), { uniqueKeys: true, strict: true }).map((document) => {
      expect([file, document.errors, document.warnings]).toEqual([file, [], []]);
      return document.toJS();
    }),
  );
}
const ofKind = (kind: string) => manifests().filter((each) => each.kind === kind);
const labelsOf = ({ spec }: Manifest) => spec.template.metadata.labels;
const matches = (selector: Manifest, labels: Record<string, string>) =>
  Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value) &&
  (selector?.matchExpressions ?? []).every(({ key, values }: Manifest) => values.includes(labels[key]));

/** One operation of a JSON patch: adds to a list's end, or sets a field of what is there. */
function apply(target: Manifest, { op, path, value }: { op: string; path: string; value: Manifest }): void {
  const steps = path
    .split('/')
    .slice(1)
    .map((step) => step.replace('~1', '/'));
  const last = steps.pop() as string;
  const place = steps.reduce((within, step) => within[step], target);
  expect([op, path, typeof place]).toEqual(['add', path, 'object']);
  if (last === '-') place.push(value);
  else place[last] = value;
}

describe('the Kubernetes manifests', () => {
  test('are of known kinds and versions, with names of their own', () => {
    const all = manifests();
    for (const { kind, apiVersion, metadata } of all) {
      expect([kind, apiVersion]).toEqual([kind, VERSIONS[kind]]);
      expect(metadata.name).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
    }
    const names = all.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(names).toEqual([...new Set(names)]);
  });

  test('run every role of the program, each selected by its own labels', () => {
    const deployments = ofKind('Deployment');
    const roles = deployments.map(({ spec }) => spec.template.spec.containers[0].env.find(({ name }: Manifest) => name === 'ROLES').value);
    expect(roles.sort()).toEqual([...ROLES].sort());
    for (const deployment of deployments) {
      expect(matches(deployment.spec.selector, labelsOf(deployment))).toBe(true);
      expect(deployments.filter((other) => matches(deployment.spec.selector, labelsOf(other)))).toHaveLength(1);
    }
  });

  test('give no pod more rights than it needs, and nothing to write to but its data', () => {
    for (const { spec } of ofKind('Deployment')) {
      const pod = spec.template.spec;
      expect(pod.automountServiceAccountToken).toBe(false);
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
      for (const container of pod.containers) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        expect(container.resources.requests).toEqual({ cpu: expect.anything(), memory: expect.anything() });
        expect(container.resources.limits.memory).toBe(container.resources.requests.memory);
        const volumes = pod.volumes.map(({ name }: Manifest) => name);
        for (const { name } of container.volumeMounts) expect(volumes).toContain(name);
      }
    }
  });

  test('look at the right paths, and leave time for a drain', () => {
    for (const { spec } of ofKind('Deployment')) {
      const [container] = spec.template.spec.containers;
      expect(container.livenessProbe.httpGet.path).toBe('/healthz');
      expect(container.readinessProbe.httpGet.path).toBe('/readyz');
      const ports = container.ports.map(({ name }: Manifest) => name);
      for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) expect(ports).toContain(container[probe].httpGet.port);
      const sleepS = Number(container.lifecycle.preStop.exec.command[1]);
      // The pause before the signal and the 15 s of the program's own limit.
      expect(spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(sleepS + 15);
      expect(spec.strategy.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
      expect(spec.replicas).toBeGreaterThan(1);
    }
  });

  test('speak TLS up to the program where that is asked for, and are then asked over it', () => {
    const { resources, patches } = parse(read('deploy/kubernetes-tls/kustomization.yaml'));
    expect(resources).toEqual(['../kubernetes']);
    const operations = parse(patches.find(({ target }: Manifest) => target.kind === 'Deployment').patch);
    for (const deployment of ofKind('Deployment')) {
      for (const operation of operations) apply(deployment, operation);
      const { containers, volumes } = deployment.spec.template.spec;
      const [{ env, volumeMounts, ...container }] = containers;
      for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
        expect(container[probe].httpGet).toMatchObject({ path: expect.stringMatching(/^\/(healthz|readyz)$/), scheme: 'HTTPS' });
      }
      const files = ['TLS_CERT', 'TLS_KEY'].map((setting) => env.find(({ name }: Manifest) => name === setting).value);
      const [{ name, mountPath, readOnly }] = volumeMounts.slice(-1);
      expect([files.map((file) => file.split('/').slice(0, -1).join('/')), readOnly]).toEqual([[mountPath, mountPath], true]);
      expect(volumes.find((volume: Manifest) => volume.name === name)).toEqual({ name, secret: { secretName: 'tidemark-tls' } });
      expect(files.map((file) => file.split('/').at(-1))).toEqual(['tls.crt', 'tls.key']);
      expect(deployment.spec.template.metadata.annotations['prometheus.io/scheme']).toBe('https');
    }
  });

  test('scale by metrics the program has, and budget disruptions of what exists', () => {
    const deployments = ofKind('Deployment');
    const metrics = read('src/telemetry.ts');
    for (const { spec } of ofKind('HorizontalPodAutoscaler')) {
      expect(deployments.some(({ metadata }) => metadata.name === spec.scaleTargetRef.name)).toBe(true);
      expect(spec.maxReplicas).toBeGreaterThan(spec.minReplicas);
      const names = spec.metrics.filter(({ type }: Manifest) => type === 'Pods').map(({ pods }: Manifest) => pods.metric.name);
      expect(names).toEqual(['tidemark_sockets', 'tidemark_nodejs_eventloop_lag_p99_seconds']);
      // It shows the pause between two looks at least: a target below that would add instances at rest, as many as there may be.
      const [, delay] = spec.metrics.map(({ pods }: Manifest) => pods?.target.averageValue);
      expect(delay).toMatch(/^\d+m$/);
      expect(Number.parseInt(delay, 10)).toBeGreaterThan(LOOP_MS * 1.2);
      expect(metrics).toContain("name: 'tidemark_sockets'");
      expect(metrics).toContain("prefix: 'tidemark_'");
    }
    const budgets = ofKind('PodDisruptionBudget');
    for (const deployment of deployments) {
      expect(budgets.filter(({ spec }) => matches(spec.selector, labelsOf(deployment)))).toHaveLength(1);
    }
  });

  test('deny by default what may talk to whom', () => {
    const policies = ofKind('NetworkPolicy');
    expect(policies.find(({ metadata }) => metadata.name === 'default-deny').spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
    const reach = (role: string, port: number) =>
      policies.some(
        ({ spec }) =>
          matches(spec.podSelector, { app: 'tidemark', role }) &&
          (spec.egress ?? []).some(({ ports }: Manifest) => ports.some((each: Manifest) => each.port === port)),
      );
    for (const role of ROLES) expect([role, reach(role, 5432), reach(role, 6379)]).toEqual([role, true, true]);
    expect([reach('api', 443), reach('ingest', 443), reach('worker', 443)]).toEqual([false, true, true]);
    for (const { spec } of policies) {
      for (const { to = [] } of spec.egress ?? []) {
        for (const { ipBlock } of to) if (ipBlock) expect(ipBlock.except).toContain('169.254.0.0/16');
      }
    }
  });

  test('set what the program reads', () => {
    const [settings] = ofKind('ConfigMap');
    for (const name of Object.keys(settings.data)) expect(SETTING_NAMES).toContain(name);
    const database = { DATABASE_URL: 'postgres://db/x', REDIS_CLUSTER_URLS: 'rediss://a:6379,rediss://b:6379' };
    expect(readConfig({ NODE_ENV: 'production', ROLES: 'api', ...settings.data, ...database, ...SECRETS }).roles).toEqual(new Set(['api']));
  });
});

describe('the compose file', () => {
  const compose = () => parse(read('deploy/compose.yaml'), { merge: true });
  const APPS = ['api-1', 'api-2', 'ingest', 'worker'];

  test('runs two API instances, one that ingests, one that works, and the engines', () => {
    const { services, volumes } = compose();
    expect(Object.keys(services).sort()).toEqual([...APPS, 'haproxy', 'postgres', 'redis'].sort());
    expect(APPS.map((name) => services[name].environment.ROLES)).toEqual(['api', 'api', 'ingest', 'worker']);
    for (const { volumes: mounts = [], depends_on: needs = [] } of Object.values<Manifest>(services)) {
      for (const mount of mounts) {
        const [from] = mount.split(':');
        if (from.startsWith('.')) expect(existsSync(`deploy/${from}`)).toBe(true);
        else expect(Object.keys(volumes)).toContain(from);
      }
      for (const need of Array.isArray(needs) ? needs : Object.keys(needs)) expect(Object.keys(services)).toContain(need);
    }
  });

  test('gives the program settings it accepts in production, and no secret of its own', () => {
    const { services } = compose();
    for (const name of APPS) {
      const environment = Object.fromEntries(
        Object.entries<string>(services[name].environment).map(([key, value]) => {
          expect(SETTING_NAMES).toContain(key);
          if (key in SECRETS) expect(value).toMatch(/^\$\{\w+:\?/);
          const given = { ...SECRETS, POSTGRES_PASSWORD: 'p' } as Record<string, string>;
          return [key, value.replace(/\$\{(\w+)(?::[-?]([^}]*))?\}/g, (_, variable, other) => given[variable] ?? other)];
        }),
      );
      expect(readConfig({ NODE_ENV: 'production', ...environment }).isProduction).toBe(true);
    }
  });

  test('runs the program read-only, without capabilities, and gives it time to drain', () => {
    const { services } = compose();
    for (const name of APPS) {
      expect(services[name]).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
      expect(Number.parseInt(services[name].stop_grace_period, 10)).toBeGreaterThan(15);
    }
  });
});

describe('the Dockerfile', () => {
  const lines = read('deploy/Dockerfile')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const of = (word: string) => lines.filter((line) => line.startsWith(`${word} `));

  test('pins its base, builds apart, and runs as somebody else than root', () => {
    const bases = of('FROM');
    expect(bases).toHaveLength(2);
    for (const base of bases) expect(base).toMatch(/^FROM node:\d+\.\d+\.\d+-[a-z]+-slim( AS build)?$/);
    const last = lines.lastIndexOf(bases[1] as string);
    expect(lines.slice(last)).toContain('USER node');
    // Nothing is installed or built in the image that runs.
    expect(lines.slice(last).filter((line) => /\b(npm|apt-get|curl|wget)\b/.test(line))).toEqual([]);
  });

  test('has a health check, hears signals itself, and uses no remote files', () => {
    expect(of('HEALTHCHECK').join()).toContain('CMD ["node", "dist/src/cli.js", "health", "--live", "--timeout", "4"]');
    expect(of('CMD')).toEqual(['CMD ["node", "--enable-source-maps", "dist/src/main.js"]']);
    expect(of('ADD')).toEqual([]);
    expect(of('ENTRYPOINT')).toEqual([]);
    for (const line of of('RUN')) expect(line).not.toMatch(/\bsudo\b|latest/);
  });

  test('copies what there is, and the context holds no more than that', () => {
    const copied = of('COPY')
      .filter((line) => !line.includes('--from='))
      .flatMap((line) => line.split(/\s+/).slice(1, -1));
    for (const path of copied) expect([path, existsSync(path)]).toEqual([path, true]);
    const allowed = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    expect(copied.map((path) => path.replace(/^\.\//, '')).sort()).toEqual(allowed.sort());
    expect(read('.dockerignore').startsWith('*\n')).toBe(true);
  });

  test('takes out what only the build needs, and nothing the program imports', () => {
    const [, list = ''] = /npm uninstall --no-save (.*)$/m.exec(read('deploy/Dockerfile')) ?? [];
    const removed = list.trim().split(/\s+/);
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
    );
    const imported = new Set(
      sources.flatMap((name) => [...read(`src/${name}`).matchAll(/from '((?:@[\w-]+\/)?[\w.-]+)/g)].map(([, from]) => from)),
    );
    expect(removed.length).toBeGreaterThan(3);
    expect(removed.filter((name) => imported.has(name))).toEqual([]);
  });
});

describeWithHaproxy('the HAProxy file', () => {
  test('is valid, with the names of the compose file', () => {
    const said = execFileSync(requireBinary('haproxy'), ['-c', '-V', '-f', HAPROXY_FILE], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(said).toContain('Configuration file is valid');
    for (const name of ['api-1', 'api-2']) expect(read(HAPROXY_FILE)).toContain(`${name}:4000`);
  });
});
