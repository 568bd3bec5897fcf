import { Migration } from '@mikro-orm/migrations';

export class Migration20261122061300_identity_and_audit extends Migration {

  override name = 'Migration20261122061300_identity_and_audit';

  override up(): void | Promise<void> {
    this.addSql(`create table "attempt" ("key" varchar(100) not null, "used" int not null, "resets_at" timestamptz(3) not null, primary key ("key"));`);
    this.addSql(`create index "attempt_resets_at_index" on "attempt" ("resets_at");`);
    this.addSql(`alter table "user" add column "locked_at" timestamptz(3) null;`);
    this.addSql(`alter table "session" add column "last_used_at" timestamptz(3) null;`);
    this.addSql(`alter table "audit_entry" add column "address" varchar(50) null;`);
    this.addSql(`create table "audit_seal" ("sequence" bigint not null, "entry_id" uuid not null, "hash" varchar(64) not null, primary key ("sequence"));`);
    this.addSql(`alter table "audit_seal" add constraint "audit_seal_entry_id_unique" unique ("entry_id");`);

    // A field in an unmistakable form: its length in bytes before it, "-" for nothing.
    this.addSql(`create function audit_field(value text) returns text language sql immutable as
      $$ select case when value is null then '-' else octet_length(value)::text || ':' || value end $$;`);
    // Links one entry to the chain. The lock is taken last of all, while the unit of work commits, and held no longer:
    // entries are numbered in the order in which they become visible, and no two units of work wait for each other in a circle.
    this.addSql(`create function audit_seal_entry() returns trigger language plpgsql as $$
      declare
        head record;
        place bigint;
      begin
        perform pg_advisory_xact_lock(7463112);
        select sequence, hash into head from audit_seal order by sequence desc limit 1;
        place := coalesce(head.sequence, 0) + 1;
        insert into audit_seal (sequence, entry_id, hash) values (place, new.id, encode(sha256(convert_to(
          coalesce(head.hash, '') || audit_field(place::text) || audit_field(new.id::text) || audit_field(new.actor_id::text)
          || audit_field(new.action) || audit_field(new.subject) || audit_field(new.address) || audit_field(new.before::text)
          || audit_field(new.after::text) || audit_field((extract(epoch from new.at) * 1000)::bigint::text), 'UTF8')), 'hex'));
        return null;
      end $$;`);
    this.addSql(`create function audit_refuse() returns trigger language plpgsql as $$
      begin
        raise exception 'The audit log is only ever added to.' using errcode = 'insufficient_privilege';
      end $$;`);

    // What was written before there was a chain becomes its beginning.
    this.addSql(`do $$
      declare
        entry record;
        head text := '';
        place bigint := 0;
      begin
        for entry in select * from audit_entry order by at, id loop
          place := place + 1;
          head := encode(sha256(convert_to(
            head || audit_field(place::text) || audit_field(entry.id::text) || audit_field(entry.actor_id::text)
            || audit_field(entry.action) || audit_field(entry.subject) || audit_field(entry.address) || audit_field(entry.before::text)
            || audit_field(entry.after::text) || audit_field((extract(epoch from entry.at) * 1000)::bigint::text), 'UTF8')), 'hex');
          insert into audit_seal (sequence, entry_id, hash) values (place, entry.id, head);
        end loop;
      end $$;`);

    this.addSql(`create constraint trigger audit_entry_seal after insert on "audit_entry" deferrable initially deferred for each row execute function audit_seal_entry();`);
    for (const table of ['audit_entry', 'audit_seal']) {
      this.addSql(`create trigger ${table}_append_only before update or delete on "${table}" for each row execute function audit_refuse();`);
      this.addSql(`create trigger ${table}_no_truncate before truncate on "${table}" for each statement execute function audit_refuse();`);
    }
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "audit_seal" cascade;`);
    this.addSql(`drop trigger if exists audit_entry_seal on "audit_entry";`);
    this.addSql(`drop trigger if exists audit_entry_append_only on "audit_entry";`);
    this.addSql(`drop trigger if exists audit_entry_no_truncate on "audit_entry";`);
    this.addSql(`drop function if exists audit_seal_entry(), audit_refuse(), audit_field(text);`);
    this.addSql(`alter table "audit_entry" drop column "address";`);
    this.addSql(`alter table "session" drop column "last_used_at";`);
    this.addSql(`alter table "user" drop column "locked_at";`);
    this.addSql(`drop table if exists "attempt" cascade;`);
  }

}
