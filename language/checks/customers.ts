import type { Draft } from '../draft.ts';
import { problem } from '../finding.ts';
import type { Problem } from '../finding.ts';

/** Rule duplicate-domain: an address tells the customer, so a domain, or a single address, belongs to one of them, once. */
export function customers({ written }: Draft): readonly Problem[] {
  const owners = new Map<string, string>();
  return Object.entries(written.customers ?? {}).flatMap(([customer, said]) =>
    (['domains', 'addresses'] as const).flatMap((key) =>
      (said[key] ?? []).flatMap((one, index): Problem[] => {
        const owner = owners.get(one.toLowerCase());
        owners.set(one.toLowerCase(), owner ?? customer);
        if (owner === undefined || one.includes('${')) return [];
        const message = `the ${nouns[key]} \`${one}\` already belongs to \`${owner}\``;
        return [problem(['customers', customer, key, index], 'duplicate-domain', message)];
      }),
    ),
  );
}

const nouns = { domains: 'domain', addresses: 'address' };
