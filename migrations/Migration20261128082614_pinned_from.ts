import { Migration } from '@mikro-orm/migrations';

/** From which day on a pinned source alone counts; of those that are pinned the trail has it. */
export class Migration20261128082614_pinned_from extends Migration {
  override name = 'Migration20261128082614_pinned_from';

  override up(): void | Promise<void> {
    this.addSql(`alter table "instrument" add "pinned_from" date null;`);
    this.addSql(`alter table "pinned_rate" add "pinned_from" date null;`);
    this.addSql(
      `update "instrument" set "pinned_from" = (select ("after"->>'from')::date from "audit_entry" where "action" = 'quote.pin' and "subject" = "instrument"."id"::text order by "at" desc, "id" desc limit 1) where "pinned_source" is not null;`,
    );
    this.addSql(
      `update "pinned_rate" set "pinned_from" = (select ("after"->>'from')::date from "audit_entry" where "action" = 'rate.pin' and "subject" = "base" || "quote" order by "at" desc, "id" desc limit 1);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "instrument" drop column "pinned_from";`);
    this.addSql(`alter table "pinned_rate" drop column "pinned_from";`);
  }
}
