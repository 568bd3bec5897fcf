import { Migration } from '@mikro-orm/migrations';

/** The first day on which an instrument trades no more. */
export class Migration20261128170907_delisting extends Migration {
  override name = 'Migration20261128170907_delisting';

  override up(): void | Promise<void> {
    this.addSql('alter table "instrument" add column "delisted_on" date null;');
  }

  override down(): void | Promise<void> {
    this.addSql('alter table "instrument" drop column "delisted_on";');
  }
}
