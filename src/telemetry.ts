/**
 * Log and metrics: plain functions over pino and prom-client. The log is JSON lines on standard output; what must never
 * stand in a log (tokens, passwords) is removed here, whoever writes.
 */
import { type Logger, pino } from 'pino';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { loggedError } from './telemetry/logged-error.js';
import { Repeats } from './telemetry/repeats.js';
import { traceIds } from './telemetry/trace.js';

export type Log = Logger;

/** As pino numbers it. */
const WARN = 40;
const SECRETS = ['password', 'passphrase', 'secret', 'accessToken', 'refreshToken', 'authorization', 'token', 'passwordHash', 'jwtSecret'];
/** Between two looks at how late the event loop is: each wakes the process, an idle one too, and the lateness shown is this at least. */
export const LOOP_MS = 100;

export function openLog(level: string, to: NodeJS.WritableStream = process.stdout): Log {
  const repeats = new Repeats(() => performance.now());
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'msg',
      formatters: { level: (label) => ({ level: label }) },
      // What is written while something is traced can be found by its trace.
      mixin: () => traceIds() ?? {},
      hooks: {
        logMethod(given, method, level) {
          const [detail, message] = given as [unknown, unknown];
          const isWarning = level === WARN && typeof detail === 'object' && detail !== null && typeof message === 'string';
          const said = isWarning ? repeats.pass(detail, message) : detail;
          if (said !== null) method.apply(this, [said, ...given.slice(1)] as never);
        },
      },
      serializers: { err: (error: unknown) => loggedError(error) },
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: '[removed]' },
    },
    to,
  );
}

/** What is counted and measured; each one's meaning stands in its help text, shown on /metrics. */
export class Metrics {
  readonly registry = new Registry();
  readonly pushes = new Counter({
    name: 'tidemark_valuation_pushes_total',
    help: 'Valuations handed to subscribers.',
    registers: [this.registry],
  });
  readonly plans = new Counter({
    name: 'tidemark_push_plans_total',
    help: 'Subscriptions by how they are answered: PLANNED from ready frames, else by the executor for the reason given.',
    labelNames: ['reason'] as const,
    registers: [this.registry],
  });
  readonly watched = new Gauge({
    name: 'tidemark_watched_portfolios',
    help: 'Portfolios with at least one subscriber on this instance.',
    registers: [this.registry],
  });
  readonly sockets = new Gauge({ name: 'tidemark_sockets', help: 'Open WebSocket connections.', registers: [this.registry] });
  readonly quoteToPush = new Histogram({
    name: 'tidemark_quote_to_push_seconds',
    help: 'From the receipt of the first price a valuation was not told with yet until it is handed to its subscribers, some of whom ask for fewer.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [this.registry],
  });
  readonly operations = new Histogram({
    name: 'tidemark_operation_seconds',
    help: 'Duration of GraphQL queries and mutations over HTTP, by kind and whether any error was answered.',
    labelNames: ['kind', 'failed'] as const,
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });

  readonly refused = new Counter({
    name: 'tidemark_requests_refused_total',
    help: 'GraphQL requests answered 503 at once, because as many as REQUESTS_AT_ONCE, or half of it of one token or of strangers, were under way.',
    registers: [this.registry],
  });
  readonly jobs = new Histogram({
    name: 'tidemark_job_seconds',
    help: 'Duration of the runs of periodic jobs on this instance, by job and how they ended.',
    labelNames: ['name', 'outcome'] as const,
    buckets: [0.01, 0.1, 0.5, 1, 5, 30, 120, 600],
    registers: [this.registry],
  });

  readonly alertRules = new Gauge({
    name: 'tidemark_alert_rules',
    help: 'Alert rules this instance watches; 0 on every instance but one.',
    registers: [this.registry],
  });
  readonly alertWatch = new Gauge({
    name: 'tidemark_alert_watch',
    help: 'Whether this instance watches the alert rules: 1 on one of all instances, else 0.',
    registers: [this.registry],
  });
  readonly alertsFired = new Counter({
    name: 'tidemark_alerts_fired_total',
    help: 'Alert rules that fired, by measure.',
    labelNames: ['measure'] as const,
    registers: [this.registry],
  });
  readonly alertDelay = new Histogram({
    name: 'tidemark_alert_delay_seconds',
    help: 'Of each alert that a price or rate made fire, from its receipt until the firing was written, or from when its rule was made, amended or resumed, where that came later. Of a portfolio, from the first price or rate since it was last valued, or from when it was read.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.registry],
  });
  readonly alertDeliveries = new Counter({
    name: 'tidemark_alert_deliveries_total',
    help: 'Attempts to deliver alerts, by channel and result (delivered, retried, failed).',
    labelNames: ['channel', 'result'] as const,
    registers: [this.registry],
  });
  readonly alertDeliveryLag = new Gauge({
    name: 'tidemark_alert_delivery_lag_seconds',
    help: 'How long the alert delivery that is most overdue has been due, but for those that wait for others of the same person; 0 when none is.',
    registers: [this.registry],
  });
  readonly mails = new Counter({
    name: 'tidemark_mails_total',
    help: 'Attempts to send mail about sign-ins, by result (sent, retried, given_up).',
    labelNames: ['result'] as const,
    registers: [this.registry],
  });
  readonly mailsWaiting = new Gauge({
    name: 'tidemark_mails_waiting',
    help: 'Messages about sign-ins that are still to be sent.',
    registers: [this.registry],
  });
  readonly mailLag = new Gauge({
    name: 'tidemark_mail_lag_seconds',
    help: 'Age of the oldest message that is still to be sent; 0 when none is.',
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: 'tidemark_', eventLoopMonitoringPrecision: LOOP_MS });
  }
}
