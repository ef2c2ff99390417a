import { usualType } from '../../domain/alert/classify.ts';
import type { Signal } from '../../domain/alert/signal.ts';
import type { Plan } from '../../domain/plan.ts';

/** What alerts have in common that can become one incident: a service and a type, for what only some may see stays apart. */
export interface Bucket {
  readonly plan: string;
  readonly service: string | null;
  readonly type: string;
}

export const bucketOf = (plan: Plan, { service, type }: Pick<Signal, 'service' | 'type'>): Bucket => ({
  plan: plan.slug,
  service,
  type: type ?? usualType(plan),
});

/** The deduplication key of the incident that many at once become. */
export const stormKey = ({ service, type }: Pick<Bucket, 'service' | 'type'>): string =>
  `storm/${service ?? ''}/${type}`;
