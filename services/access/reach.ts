import type { Whose } from '../../db/keys.ts';

import type { Caller } from './caller.ts';

/** The caller alone; an administrator is nobody in particular. */
export const ownOf = ({ plan, by }: Caller): Whose => (plan === null ? {} : { plan, person: by });

/** Whose keys and sessions are this caller's to see and end: everybody's, those of a plan, or their own. */
export const withinReach = (caller: Caller): Whose =>
  caller.plan !== null && caller.may.includes('admin') ? { plan: caller.plan } : ownOf(caller);
