import { answers } from '../db/migrate.ts';

import type { Desk } from './desk.ts';

/** Whether incidents can be taken. */
export const ready = ({ db }: Pick<Desk, 'db'>): Promise<boolean> => answers(db);
