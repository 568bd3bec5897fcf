import { Migration } from '@mikro-orm/migrations';

export class Migration20261126104909_account_closed extends Migration {

  override name = 'Migration20261126104909_account_closed';

  override up(): void | Promise<void> {
    this.addSql(`alter table "account" add "closed_at" timestamptz(3) null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "account" drop column "closed_at";`);
  }

}
