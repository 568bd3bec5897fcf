import { Migration } from '@mikro-orm/migrations';

export class Migration20261126104435_job extends Migration {

  override name = 'Migration20261126104435_job';

  override up(): void | Promise<void> {
    this.addSql(`create table "job" ("name" varchar(60) not null, "interval_ms" bigint not null, "next_at" timestamptz(3) not null, "holder" varchar(80) null, "until" timestamptz(3) null, "started_at" timestamptz(3) null, "ended_at" timestamptz(3) null, "outcome" text null, "message" varchar(500) null, "duration_ms" bigint null, "runs" bigint not null, "failures" int not null, primary key ("name"));`);

    this.addSql(`alter table "job" add constraint "job_outcome_check" check ("outcome" in ('SUCCEEDED', 'FAILED', 'INTERRUPTED'));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "job" cascade;`);
  }

}
