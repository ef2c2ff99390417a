import type { Promised, Recovery } from '../domain/plan/recovery.ts';
import type { Written } from './schema.ts';

/** What the plan promises where a lot is lost. */
export const recoveryOf = ({ continuity = {} }: Written): Recovery => ({
  rpo: promised(continuity.rpo),
  rto: promised(continuity.rto),
});

const promised = (said: number | Readonly<Record<string, number | undefined>> | undefined): Promised => ({
  allMs: typeof said === 'number' ? said : null,
  of:
    typeof said === 'object'
      ? Object.fromEntries(Object.entries(said).flatMap(([name, ms]) => (ms === undefined ? [] : [[name, ms]])))
      : {},
});
