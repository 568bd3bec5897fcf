import { Migration } from '@mikro-orm/migrations';

export class Migration20261127010353_user_source extends Migration {
  override name = 'Migration20261127010353_user_source';

  override up(): void | Promise<void> {
    this.addSql(`alter table "user" add "source" varchar(40) null;`);
    // Their names are encrypted; an end of the id tells them apart as well.
    this.addSql(`update "user" set "source" = 'push-' || right("id"::text, 12) where "role" = 'SOURCE';`);
    this.addSql(`alter table "user" add constraint "user_source_unique" unique ("source");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "user" drop constraint "user_source_unique";`);
    this.addSql(`alter table "user" drop column "source";`);
  }
}
