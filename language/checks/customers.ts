import type { Draft } from '../draft.ts';
import { problem } from '../finding.ts';
import type { Problem } from '../finding.ts';

/** Rule duplicate-domain: the domain of an address tells the customer, so a domain belongs to one of them, once. */
export function customers({ written }: Draft): readonly Problem[] {
  const owners = new Map<string, string>();
  return Object.entries(written.customers ?? {}).flatMap(([customer, { domains }]) =>
    domains.flatMap((domain, index): Problem[] => {
      const owner = owners.get(domain.toLowerCase());
      owners.set(domain.toLowerCase(), owner ?? customer);
      if (owner === undefined || domain.includes('${')) return [];
      const message = `the domain \`${domain}\` already belongs to \`${owner}\``;
      return [problem(['customers', customer, 'domains', index], 'duplicate-domain', message)];
    }),
  );
}
