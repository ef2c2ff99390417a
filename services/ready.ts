import { transient } from '../db/connect.ts';
import { answers } from '../db/migrate.ts';

import type { Desk } from './desk.ts';

/** Whether incidents can be taken. */
export const ready = ({ db }: Pick<Desk, 'db'>): Promise<boolean> => answers(db);

/** Whether an error says that Postgres is gone or too busy: a second try may well succeed. */
export const isAway: (error: unknown) => boolean = transient;
