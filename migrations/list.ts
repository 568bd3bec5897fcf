/** Every migration in order; written by `npm run migration`. */
import { Migration20261122051320_initial } from './Migration20261122051320_initial.js';
import { Migration20261122060059_ledger_checkpoint } from './Migration20261122060059_ledger_checkpoint.js';
import { Migration20261122061123_valuation_day } from './Migration20261122061123_valuation_day.js';
import { Migration20261122061300_identity_and_audit } from './Migration20261122061300_identity_and_audit.js';
import { Migration20261122061830_imported_row } from './Migration20261122061830_imported_row.js';
import { Migration20261122062541_ingestion_provenance } from './Migration20261122062541_ingestion_provenance.js';
import { Migration20261122063424_instrument_split } from './Migration20261122063424_instrument_split.js';
import { Migration20261122064000_second_factor } from './Migration20261122064000_second_factor.js';
import { Migration20261126104435_job } from './Migration20261126104435_job.js';
import { Migration20261126104909_account_closed } from './Migration20261126104909_account_closed.js';
import { Migration20261126104957_alerts } from './Migration20261126104957_alerts.js';
import { Migration20261126105251_api_token } from './Migration20261126105251_api_token.js';
import { Migration20261126105443_account_rules } from './Migration20261126105443_account_rules.js';
import { Migration20261126105900_source_administration } from './Migration20261126105900_source_administration.js';
import { Migration20261126110243_confirmation } from './Migration20261126110243_confirmation.js';
import { Migration20261126111435_alert_observed } from './Migration20261126111435_alert_observed.js';
import { Migration20261126111442_sealed_field } from './Migration20261126111442_sealed_field.js';
import { Migration20261126114426_alert_paused } from './Migration20261126114426_alert_paused.js';
import { Migration20261126123100_days_anew } from './Migration20261126123100_days_anew.js';
import { Migration20261126122949_portfolio_total } from './Migration20261126122949_portfolio_total.js';

export const migrationsList = [
  { name: 'Migration20261122051320_initial', class: Migration20261122051320_initial },
  { name: 'Migration20261122060059_ledger_checkpoint', class: Migration20261122060059_ledger_checkpoint },
  { name: 'Migration20261122061123_valuation_day', class: Migration20261122061123_valuation_day },
  { name: 'Migration20261122061300_identity_and_audit', class: Migration20261122061300_identity_and_audit },
  { name: 'Migration20261122061830_imported_row', class: Migration20261122061830_imported_row },
  { name: 'Migration20261122062541_ingestion_provenance', class: Migration20261122062541_ingestion_provenance },
  { name: 'Migration20261122063424_instrument_split', class: Migration20261122063424_instrument_split },
  { name: 'Migration20261122064000_second_factor', class: Migration20261122064000_second_factor },
  { name: 'Migration20261126104435_job', class: Migration20261126104435_job },
  { name: 'Migration20261126104909_account_closed', class: Migration20261126104909_account_closed },
  { name: 'Migration20261126104957_alerts', class: Migration20261126104957_alerts },
  { name: 'Migration20261126105251_api_token', class: Migration20261126105251_api_token },
  { name: 'Migration20261126105443_account_rules', class: Migration20261126105443_account_rules },
  { name: 'Migration20261126105900_source_administration', class: Migration20261126105900_source_administration },
  { name: 'Migration20261126110243_confirmation', class: Migration20261126110243_confirmation },
  { name: 'Migration20261126111435_alert_observed', class: Migration20261126111435_alert_observed },
  { name: 'Migration20261126111442_sealed_field', class: Migration20261126111442_sealed_field },
  { name: 'Migration20261126114426_alert_paused', class: Migration20261126114426_alert_paused },
  { name: 'Migration20261126123100_days_anew', class: Migration20261126123100_days_anew },
  { name: 'Migration20261126122949_portfolio_total', class: Migration20261126122949_portfolio_total },
];
