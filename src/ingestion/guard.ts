/**
 * Every call to a source goes through its guard: deadline, retry with full jitter, circuit breaker, and the pauses a
 * source asked for, all decided by the error policy table. One guard per source.
 */
import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  type CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  fullJitterGenerator,
  handleWhen,
  type IBreaker,
  noJitterGenerator,
  retry,
  SamplingBreaker,
  TaskCancelledError,
  wrap,
} from 'cockatiel';
import { SOURCE_ERROR_POLICY, SourceError, SourceErrorKind, type SourceErrorPolicy } from './source-error.js';

const RETRY_MS = 500;
const RETRY_MS_MAX = 2000;
const FAILURES_IN_A_ROW = 5;
/** Half of at least 20 calls within two minutes. */
const SAMPLE = { threshold: 0.5, duration: 120_000, minimumRps: 20 / 120 };
const OPEN_MS = 60_000;
const OPEN_MS_MAX = 900_000;
/** Pauses without a stated end double up to this. */
const PAUSE_DOUBLINGS_MAX = 5;

export class Guard {
  private readonly policy;
  private readonly now: () => Date;
  private readonly deadlineMs: number;
  private pauseEndsMs = 0;
  private pausesInARow = 0;

  constructor({ deadlineMs, retryMs = RETRY_MS, now }: { deadlineMs: number; retryMs?: number | undefined; now: () => Date }) {
    this.now = now;
    this.deadlineMs = deadlineMs;
    const backoff = new ExponentialBackoff({
      generator: fullJitterGenerator,
      initialDelay: retryMs,
      maxDelay: Math.max(retryMs, RETRY_MS_MAX),
    });
    const breaker: CircuitBreakerPolicy = circuitBreaker(
      when((policy) => policy.breaks),
      {
        halfOpenAfter: new ExponentialBackoff({ generator: noJitterGenerator, initialDelay: OPEN_MS, maxDelay: OPEN_MS_MAX }),
        breaker: new EitherBreaker(new ConsecutiveBreaker(FAILURES_IN_A_ROW), new SamplingBreaker(SAMPLE)),
      },
    );
    this.policy = wrap(
      retry(
        when((policy, isPaused) => policy.retries === 2 && !isPaused),
        { maxAttempts: 2, backoff },
      ).dangerouslyUnref(),
      retry(
        when((policy, isPaused) => policy.retries === 1 && !isPaused),
        { maxAttempts: 1, backoff },
      ).dangerouslyUnref(),
      breaker,
    );
  }

  /** @throws SourceError, or BrokenCircuitError without having called */
  async call<T>(ask: (signal: AbortSignal) => Promise<T>, stopping: AbortSignal): Promise<T> {
    try {
      const answer = await untilAborted(
        this.policy.execute(() => this.withDeadline(ask, stopping), stopping),
        stopping,
        () => new SourceError(SourceErrorKind.NETWORK, 'Stopped.'),
      );
      this.pausesInARow = 0;
      return answer;
    } catch (error) {
      if (error instanceof SourceError) this.pause(error);
      throw error;
    }
  }

  /** Leaves the source alone until it said, or for as long as the policy says, doubling while it goes on. */
  pause(error: SourceError): void {
    const { pauseMs } = SOURCE_ERROR_POLICY[error.kind];
    if (error.retryAt) {
      this.pauseEndsMs = Math.max(this.pauseEndsMs, error.retryAt.getTime());
    } else if (pauseMs !== null) {
      const ownMs = pauseMs * 2 ** Math.min(this.pausesInARow, PAUSE_DOUBLINGS_MAX);
      this.pausesInARow += 1;
      this.pauseEndsMs = Math.max(this.pauseEndsMs, this.now().getTime() + ownMs);
    }
  }

  /** A pause that was asked for earlier, perhaps of another process. */
  pauseUntil(until: Date): void {
    this.pauseEndsMs = Math.max(this.pauseEndsMs, until.getTime());
  }

  pausedUntil(): Date | null {
    return this.pauseEndsMs > this.now().getTime() ? new Date(this.pauseEndsMs) : null;
  }

  /** The deadline holds even for a source that ignores its signal. */
  private async withDeadline<T>(ask: (signal: AbortSignal) => Promise<T>, stopping: AbortSignal): Promise<T> {
    // A retry may have been waiting while we were stopped.
    stopping.throwIfAborted();
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), this.deadlineMs);
    const signal = AbortSignal.any([deadline.signal, stopping]);
    try {
      const late = () => new SourceError(SourceErrorKind.TIMEOUT, `There was no answer within ${this.deadlineMs} ms.`);
      return await untilAborted(ask(signal), signal, late);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Opens when either opens. */
class EitherBreaker implements IBreaker {
  constructor(
    private readonly one: IBreaker,
    private readonly other: IBreaker,
  ) {}

  get state(): unknown {
    return [this.one.state, this.other.state];
  }

  set state(value: unknown) {
    [this.one.state, this.other.state] = value as [unknown, unknown];
  }

  success(state: CircuitState): void {
    this.one.success(state);
    this.other.success(state);
  }

  failure(state: CircuitState): boolean {
    const opens = [this.one.failure(state), this.other.failure(state)];
    return opens.includes(true);
  }
}

/** Anything that is no SourceError is an answer the connector stumbled over, so it counts as malformed. */
function when(applies: (policy: SourceErrorPolicy, isPaused: boolean) => boolean) {
  return handleWhen((error) => {
    if (error instanceof BrokenCircuitError || error instanceof TaskCancelledError) return false;
    const { kind, retryAt } = error instanceof SourceError ? error : { kind: SourceErrorKind.MALFORMED, retryAt: null };
    return applies(SOURCE_ERROR_POLICY[kind], retryAt !== null);
  });
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal, reason: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(reason());
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
