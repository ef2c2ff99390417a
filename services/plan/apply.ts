import type { Kysely } from 'kysely';

import { customerAddressesOf, saveCustomerAddresses } from '../../db/customer-addresses.ts';
import { createNumbers } from '../../db/numbers.ts';
import { mend } from '../../db/outlets.ts';
import { insertVersion, lockPlan, peopleOf, planByReference, savePeople } from '../../db/plans.ts';
import type { Database } from '../../db/schema.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Texts } from '../../language/beside.ts';
import type { Compiled } from '../../language/compile.ts';
import type { Change } from '../../language/diff.ts';
import { Invalid } from '../desk.ts';
import type { Desk } from '../desk.ts';

import { changesFrom, contentOf, hashOf } from './content.ts';

/** What applying a plan did or, in a dry run, would do. */
export interface Applied {
  readonly slug: string;
  readonly title: string;
  readonly version: number;
  /** Whether that is a new version. */
  readonly changed: boolean;
  readonly dryRun: boolean;
  readonly hash: string;
  readonly changes: readonly Change[];
}

interface Options {
  /** The Markdown beside the plan, by path; what the plan does not name is left out. */
  readonly texts?: Texts;
  readonly dryRun?: boolean;
}

/**
 * Puts a plan in force: new incidents follow it, open ones keep the version they were opened under. A plan that means the
 * same changes nothing; contacts alone change without a version. Throws `Invalid` where another plan has its prefix of references.
 */
export const applyPlan = (desk: Desk, compiled: Compiled, by: string, options: Options = {}): Promise<Applied> =>
  desk.db.transaction().execute(applying(desk, compiled, by, options));

/** The same, to be done in a transaction that does more. */
export function applying(
  { now }: Desk,
  compiled: Compiled,
  by: string,
  { texts = {}, dryRun = false }: Options,
): (tx: Kysely<Database>) => Promise<Applied> {
  const content = contentOf(compiled, texts);
  const hash = hashOf(content);
  const { plan, people, addresses, calendars: sources, written } = content.compiled;
  const { slug, title } = plan;
  return async (tx) => {
    const standing = await lockPlan(tx, slug);
    await requireReference(tx, plan, standing);
    const changed = standing?.hash !== hash;
    const version = changed ? (standing?.version ?? 0) + 1 : standing.version;
    const changes = changed ? changesFrom(standing, content) : [];
    if (changed && !dryRun) {
      await createNumbers(tx, plan.reference);
      const { files } = content;
      const whole = {
        plan: { ...plan, version, restricted: restrictedStill(plan, standing?.compiled) },
        hash,
        sources,
        written,
        files,
        changes,
        at: now(),
        by,
      };
      await insertVersion(tx, whole);
      // What wanted to hear nothing any more is told again.
      await mend(tx, slug);
    }
    const contacts = [...(await contactChanges(tx, compiled)), ...(await addressChanges(tx, compiled))];
    if (!dryRun) {
      await savePeople(tx, slug, people);
      await saveCustomerAddresses(tx, slug, addresses);
    }
    return { slug, title, version, changed, dryRun, hash, changes: [...changes, ...contacts] };
  };
}

/** Tickets of a type that the plan had stay out of the sight of whom it was kept from. */
const restrictedStill = ({ types, restricted }: Plan, before: Plan | undefined): Plan['restricted'] => ({
  ...Object.fromEntries(Object.entries(before?.restricted ?? {}).filter(([type]) => !types.includes(type))),
  ...restricted,
});

async function requireReference(
  tx: Kysely<Database>,
  { slug, reference }: Plan,
  standing: { reference: string } | undefined,
): Promise<void> {
  const owner = await planByReference(tx, reference);
  if (owner !== undefined && owner.slug !== slug)
    throw new Invalid(`The reference ${reference} belongs to the plan ${owner.slug}: choose another.`, '/reference');
  if (standing !== undefined && standing.reference !== reference)
    throw new Invalid(`The plan ${slug} has the reference ${standing.reference}; it can't be changed.`, '/reference');
}

/** Whether customers are known by other single addresses than before; not by which. A new plan says nothing of it. */
async function addressChanges(tx: Kysely<Database>, { plan, addresses }: Compiled): Promise<readonly Change[]> {
  const said = (all: typeof addresses) =>
    JSON.stringify(all.map(({ address, customer }) => `${address} ${customer}`).toSorted());
  const before = await customerAddressesOf(tx, plan.slug);
  if (before.length === 0 || said(before) === said(addresses)) return [];
  return [{ path: 'customers', kind: 'changed', sentence: 'single addresses of customers changed' }];
}

/** How many people are reached in another way than before; not who, nor how. */
async function contactChanges(tx: Kysely<Database>, { plan, people }: Compiled): Promise<readonly Change[]> {
  const before = new Map((await peopleOf(tx, plan.slug)).map((one) => [one.id, one]));
  const count = people.filter(({ id, name, email, phone }) => {
    const was = before.get(id);
    return was !== undefined && (was.name !== name || was.email !== email || was.phone !== phone);
  }).length;
  if (count === 0) return [];
  const sentence = count === 1 ? 'the contacts of 1 person changed' : `the contacts of ${count} people changed`;
  return [{ path: 'people', kind: 'changed', sentence }];
}
