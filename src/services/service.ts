/** What the program says of itself, and which sources are made up. */
import type { Registration } from '../domain/confirmation.js';
import type { SourceId } from '../domain/ids.js';
import type { SourceInfo } from '../domain/source.js';

export interface About {
  readonly version: string;
  readonly isDemo: boolean;
  readonly isSimulated: boolean;
  readonly hasPlayground: boolean;
  readonly isMailing: boolean;
  readonly registration: Registration;
  readonly demoEmail: string | null;
  readonly demoPassword: string | null;
}

export class ServiceInfo {
  private readonly simulated: ReadonlySet<SourceId>;

  constructor(
    readonly about: About,
    sources: readonly SourceInfo[],
  ) {
    this.simulated = new Set(sources.filter(({ simulated }) => simulated).map(({ id }) => id));
  }

  isSimulated(source: SourceId | null): boolean {
    return source !== null && this.simulated.has(source);
  }
}
