import { Migration } from '@mikro-orm/migrations';

export class Migration20261122063424_instrument_split extends Migration {

  override name = 'Migration20261122063424_instrument_split';

  override up(): void | Promise<void> {
    this.addSql(`alter table "instrument" add "splits" jsonb not null default '[]';`);
  }

  override down(): void | Promise<void> {


    this.addSql(`alter table "instrument" drop column "splits";`);

  }

}
