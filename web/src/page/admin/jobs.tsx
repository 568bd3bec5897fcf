/** Periodic work: when each last ran, what came of it, and when it runs next. */
import { useQuery } from '../../api/query.js';
import { duration, fullInstant } from '../../format/format.js';
import type { JobsQuery as JobsResult } from '../../gql/graphql.js';
import { Section } from '../../kit/page-frame.js';
import { Empty, Failure, Skeleton } from '../../kit/state.js';
import { TableHead } from '../../kit/table-head.js';
import { Absent } from '../../part/change.js';
import { JobsQuery } from './documents.js';

type Job = JobsResult['jobs'][number];

export function JobsPart() {
  const { data, failure, reload } = useQuery(JobsQuery, {}, { everyMs: 5_000 });
  return (
    <Section title="Jobs" id="jobs-title">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className="card table-scroll" aria-label="Periodic jobs" tabIndex={0}>
        {!data && (failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={5} />)}
        {data?.jobs.length === 0 && <Empty title="No job has run yet">Jobs run on instances whose ROLES say so.</Empty>}
        {data && data.jobs.length > 0 && (
          <table className="table stacked">
            <TableHead columns={['Job', 'Last run', 'Next run', ['Took', 'num']]} />
            <tbody>
              {data.jobs.map((job) => (
                <JobRow key={job.name} job={job} />
              ))}
            </tbody>
          </table>
        )}
      </section>
    </Section>
  );
}

function JobRow({ job }: { job: Job }) {
  return (
    <tr data-testid="job">
      <th scope="row">
        {nameOf(job)}
        <span className="sub">{job.description}</span>
      </th>
      <td data-label="Last run">
        <Outcome job={job} /> {job.lastEndedAt && fullInstant(job.lastEndedAt)}
        <span className="sub">
          {job.lastMessage && <span className="wrap">{job.lastMessage}</span>}
          {job.failuresInARow > 0 && <span className="warn-text">{job.failuresInARow} failures in a row</span>}
        </span>
      </td>
      <td data-label="Next run">
        {job.nextRunAt ? fullInstant(job.nextRunAt) : <Absent why="No worker has seen it yet." />}
        {job.lagSeconds > 0 && <span className="sub warn-text">{duration(job.lagSeconds * 1000)} late</span>}
      </td>
      <td className="num" data-label="Took">
        {job.lastDurationMs === null || job.lastDurationMs === undefined ? <Absent why="Not run yet." /> : duration(job.lastDurationMs)}
      </td>
    </tr>
  );
}

/** Its name in logs and metrics, `history-gaps`, as words. */
function nameOf({ name }: Job): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}

function Outcome({ job: { isRunning, lastOutcome } }: { job: Job }) {
  if (isRunning) return <span className="tag warn">Running</span>;
  if (!lastOutcome) return <span className="tag">Not yet</span>;
  const looks = { SUCCEEDED: ['good', 'Done'], FAILED: ['bad', 'Failed'], INTERRUPTED: ['warn', 'Interrupted'] } as const;
  const [look, name] = looks[lastOutcome];
  return <span className={`tag ${look}`}>{name}</span>;
}
