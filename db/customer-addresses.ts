import type { Kysely } from 'kysely';

import type { Database } from './schema.ts';

/** The customer of a plan who has this single address. */
export async function customerByAddress(db: Kysely<Database>, plan: string, address: string): Promise<string | null> {
  const query = db.selectFrom('customer_address').select('customer').where('plan', '=', plan);
  return (await query.where('address', '=', address.toLowerCase()).executeTakeFirst())?.customer ?? null;
}

export const customerAddressesOf = (db: Kysely<Database>, plan: string) =>
  db.selectFrom('customer_address').select(['address', 'customer']).where('plan', '=', plan).execute();

/** Makes the single addresses of the plan's customers exactly these. */
export async function saveCustomerAddresses(
  tx: Kysely<Database>,
  plan: string,
  addresses: readonly { address: string; customer: string }[],
): Promise<void> {
  await tx.deleteFrom('customer_address').where('plan', '=', plan).execute();
  if (addresses.length > 0)
    await tx
      .insertInto('customer_address')
      .values(addresses.map((one) => ({ plan, ...one })))
      .onConflict((row) => row.doNothing())
      .execute();
}
