import { sql } from 'kysely';
import type { Kysely } from 'kysely';

import type { Database } from '../schema.ts';
import { addWords, indexing, textsIn } from '../search.ts';

/** What tickets are found by, apart from them: they change far more often than what is said of them. And what ties them. */
export async function up(db: Kysely<Database>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
  await indexStanding(db);
}

const statements = [
  `create table search (
    reference text collate "C" primary key references incident on delete cascade, language text not null,
    words tsvector not null)`,
  `create index search_words on search using gin (words)`,
  // Words as they are meant and as they are written: "prestamos" and "prestamo" do not have one stem. A row holds 1 MB of
  // them at most: what is said beyond is not found, and nobody is refused for it.
  `create function joined_words(before tsvector, language text, said text) returns tsvector language plpgsql as $$
    begin return before || to_tsvector(language::regconfig, said) || to_tsvector('simple', said);
    exception when program_limit_exceeded then return before; end $$`,
  `create table relation (
    reference text not null references incident on delete cascade, kind text not null, other text not null,
    at bigint not null, by text not null, primary key (reference, kind, other))`,
  `create index relation_other on relation (other)`,
  `create unique index relation_one_parent on relation (other) where kind = 'parent'`,
  `create unique index relation_one_original on relation (reference) where kind = 'duplicate'`,
];

const atOnce = 200;

async function indexStanding(db: Kysely<Database>): Promise<void> {
  for (let after = ''; ;) {
    const rows = await standing(db, after);
    for (const { reference, locale, title, description, requester, fields, kinds } of rows) {
      const texts = [reference, ...textsIn([title, description, requester, fields, kinds])];
      await indexing(db, [{ reference, locale, texts }]).execute();
      const said = await db.selectFrom('event').select('text').where('reference', '=', reference).execute();
      await addWords(db, [{ reference, texts: textsIn(said) }]);
    }
    if (rows.length < atOnce) return;
    after = rows.at(-1)!.reference;
  }
}

const standing = async (db: Kysely<Database>, after: string) =>
  (
    await sql<{
      reference: string;
      locale: string;
      title: string;
      description: string | null;
      requester: object | null;
      fields: object;
      kinds: readonly (string | null)[];
    }>`
    select reference, v.compiled->>'locale' as locale, title, description, requester, fields,
      jsonb_build_array(service, state->>'category') as kinds
    from incident join plan_version v on v.plan = incident.plan and v.version = plan_version
    where reference > ${after} order by reference limit ${atOnce}`.execute(db)
  ).rows;
