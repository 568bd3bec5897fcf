/** Reading how periodic work is doing. */
import { Ctx, Query, Resolver } from 'type-graphql';
import { JobView } from '../schema/job.js';
import type { JobService } from '../services/job.js';
import type { OperationContext } from './context.js';

@Resolver()
export class JobResolver {
  constructor(private readonly service: JobService) {}

  @Query(() => [JobView], {
    description:
      'Periodic work and how it is doing, for administrators. Example: `{ jobs { name lastOutcome lastEndedAt nextRunAt lagSeconds } }`',
  })
  jobs(@Ctx() { actor }: OperationContext) {
    return this.service.list(actor);
  }
}
