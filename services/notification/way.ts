import type { Integration } from '../../domain/plan/watching.ts';

import type { Outlet } from './message.ts';

/** The channel that a notification goes by now; `outlet` is null of mail. */
export interface Way {
  readonly by: string;
  readonly outlet: Outlet | null;
  readonly integration: Integration | null;
}

/** Whether everybody who is told that way reads the same. */
export const isShared = ({ outlet }: Way): boolean => outlet !== null && outlet.kind !== 'sms';
