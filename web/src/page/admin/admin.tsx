/** What administrators look after, in parts with addresses of their own. Nothing of it is loaded for anybody else. */
import { Redirect, Route, Switch } from 'wouter';
import { PageFrame } from '../../kit/page-frame.js';
import { SubNav } from '../../kit/sub-nav.js';
import { AuditPart } from './audit.js';
import { InstrumentsPart } from './instruments.js';
import { JobsPart } from './jobs.js';
import { MailPart } from './mail.js';
import { PricesPart } from './prices.js';
import { ProposalsPart } from './proposals.js';
import { RatesPart } from './rates.js';
import { SourcesPart } from './sources.js';
import { UsersPart } from './users.js';
import '../../style/form.css';
import '../../style/settings.css';
import '../../style/admin.css';

const PARTS = [
  { path: '/admin/users', name: 'Users', component: UsersPart },
  { path: '/admin/instruments', name: 'Instruments', component: InstrumentsPart },
  { path: '/admin/sources', name: 'Sources', component: SourcesPart },
  { path: '/admin/prices', name: 'Held and refused', component: PricesPart },
  { path: '/admin/rates', name: 'Exchange rates', component: RatesPart },
  { path: '/admin/proposals', name: 'Proposals', component: ProposalsPart },
  { path: '/admin/jobs', name: 'Jobs', component: JobsPart },
  { path: '/admin/mail', name: 'Outgoing mail', component: MailPart },
  { path: '/admin/audit', name: 'Audit log', component: AuditPart },
] as const;

export function AdminPage() {
  return (
    <PageFrame title="Administration">
      <SubNav label="Administration" parts={PARTS}>
        <Switch>
          {PARTS.map(({ path, component }) => (
            <Route key={path} path={`${path}/*?`} component={component} />
          ))}
          <Redirect to="/admin/users" replace />
        </Switch>
      </SubNav>
    </PageFrame>
  );
}
