/** What is measured: how many subscribers, how many ticks a second, what they select, and what came of it. */

/** `base-redis`, those of several processes and `tidemark-postgres` have their databases in other processes, whose CPU is not counted. */
export type SubjectKind = 'base' | 'base-redis' | 'tidemark' | 'tidemark-postgres' | 'three-instances' | 'one-process' | 'two-workers';

export interface Scenario {
  readonly name: string;
  readonly subscribers: number;
  /** Null: one price of every instrument at once. */
  readonly ticksPerS: number | null;
  readonly selection: 'full' | 'small';
}

/** From a name such as `2000x100-full` or `10000xrefresh-full`. */
export function parseScenario(name: string): Scenario {
  const [, subscribers, ticksPerS, selection] = /^(\d+)x(\d+|refresh)-(full|small)$/.exec(name) ?? [];
  if (!selection) throw new Error(`"${name}" is not a scenario. Write SUBSCRIBERSxTICKS-SELECTION, for example 2000x100-full.`);
  const rate = ticksPerS === 'refresh' ? null : Number(ticksPerS);
  return { name, subscribers: Number(subscribers), ticksPerS: rate, selection: selection as 'full' | 'small' };
}

/** Scenarios that one server and the same connections can go through, one after another. */
export function groupsOf(scenarios: readonly Scenario[]): Scenario[][] {
  const groups = new Map<string, Scenario[]>();
  for (const scenario of scenarios) {
    const key = `${scenario.subscribers} ${scenario.selection}`;
    groups.set(key, [...(groups.get(key) ?? []), scenario]);
  }
  return [...groups.values()];
}

export const SELECTIONS = {
  full: 'subscription { valuationChanged { sequence asOf total dayChange holdings { id price value } } }',
  small: 'subscription { valuationChanged { sequence asOf total } }',
} as const;

/** What the client is told to do. */
export interface Load {
  readonly subject: SubjectKind;
  /** At least one, of one group. */
  readonly scenarios: readonly Scenario[];
  /** Where subscribers connect, in turn. */
  readonly urls: readonly string[];
  /** The processes whose use is counted. */
  readonly pids: readonly number[];
  readonly warmUpS: number;
  readonly seconds: number;
}

export interface Result {
  readonly subject: SubjectKind;
  readonly scenario: string;
  readonly subscribers: number;
  readonly ticksPerS: number | null;
  readonly seconds: number;
  /** Pushes read by subscribers in the window. */
  readonly pushesPerS: number;
  /** Those of them that showed a newer state than their subscriber had seen. */
  readonly statesPerS: number;
  /** Changes of a subscriber's holdings made in the window; several may come in one push. */
  readonly updatesPerS: number;
  readonly bytesPerPush: number;
  /** Server CPU in the window, what a tick costs without subscribers included, over pushes and over updates. */
  readonly cpuUsPerPush: number;
  readonly cpuUsPerUpdate: number;
  /** Share of one core. */
  readonly cpuShare: number;
  /** Server CPU of one tick while nobody is subscribed. */
  readonly cpuUsPerTickAlone: number | null;
  /** CPU per push without what the ticks alone cost. */
  readonly cpuUsPerPushOnly: number | null;
  readonly tickAgeMsP50: number;
  readonly tickAgeMsP99: number;
  readonly tickAgeMsMax: number;
  /** Ticks of the window that a holder never saw, within the time given after it. */
  readonly lost: number;
  readonly staleAtEnd: number;
  readonly duplicates: number;
  readonly disorder: number;
  /** Of `checked` pushes and queries, those with a figure that is not the right one. */
  readonly wrong: number;
  readonly checked: number;
  readonly errors: readonly string[];
  readonly connectS: number;
  readonly cpuMsPerConnect: number;
  readonly rssMb: number;
  readonly kbPerSubscriber: number;
  /** CPU of the client as a share of one core: near 1, the client and not the server is measured. */
  readonly clientShare: number;
  /** Of the machine in the last minute of the window: beyond its cores, ages say more about the neighbours than the server. */
  readonly loadAverage: number;
}
