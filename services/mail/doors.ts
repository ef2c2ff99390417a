import { listPlans } from '../../db/plans.ts';
import type { Plan } from '../../domain/plan.ts';
import type { UnknownSenders } from '../../domain/plan/communication.ts';
import { Settings } from '../../language/settings.ts';
import type { Desk } from '../desk.ts';
import { rulesOf } from '../plan/rules.ts';

import { isAddress } from './read.ts';
import { addressed } from './reply-address.ts';

/** An address at which mail is taken. */
export interface Door {
  readonly address: string;
  /** Whose it is; null: Guardia's own, where replies come. */
  readonly plan: string | null;
  /** `channel/email`, `integration/nagios`, or `replies`. */
  readonly name: string;
  /** What is done with mail of who is not known. */
  readonly unknown: UnknownSenders;
}

export type Mailing = Pick<Desk, 'db' | 'now' | 'rules' | 'env' | 'mailbox'>;

/** Where mail is taken, by the plans in force; of two that have one address, the first by name. */
export async function doorsOf(desk: Mailing): Promise<readonly Door[]> {
  const plans = await listPlans(desk.db);
  const each = await Promise.all(plans.map(({ slug, version }) => rulesOf(desk, desk.db, slug, version)));
  const own: Door[] =
    desk.mailbox === undefined
      ? []
      : [{ address: desk.mailbox.toLowerCase(), plan: null, name: 'replies', unknown: 'accept' }];
  return [...each.flatMap(({ plan }) => doorsIn(desk, plan)), ...own];
}

/** The addresses of a plan; one whose `${NAME}` is not configured is none. */
export function doorsIn({ env }: Pick<Desk, 'env'>, { slug: plan, channels, integrations }: Plan): readonly Door[] {
  const written = [
    ...Object.entries(channels).map(([name, one]) => ({ ...one, name: `channel/${name}` })),
    ...Object.entries(integrations)
      .filter(([, { kind }]) => kind === 'mail')
      .map(([name, one]) => ({ ...one, name: `integration/${name}` })),
  ];
  return written.flatMap(({ name, address, unknown }) => {
    const resolved = address === null ? null : new Settings(env).resolve(address, []);
    if (resolved === null || !isAddress(resolved.trim())) return [];
    return [{ address: resolved.trim().toLowerCase(), plan, name, unknown }];
  });
}

/** The door that an address leads to; `support+anything@` is `support@`. Undefined where there is none. */
export function doorAt(doors: readonly Door[], written: string): Door | undefined {
  const { address } = addressed(written);
  const untagged = address.replace(/\+[^@]*@/, '@');
  return doors.find((one) => one.address === address) ?? doors.find((one) => one.address === untagged);
}
