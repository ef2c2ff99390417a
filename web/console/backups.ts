import type { Hono } from 'hono';

import { backup, backups } from '../../services/backup/list.ts';
import type { Desk } from '../../services/desk.ts';
import { answer } from '../page.ts';
import type { Env } from '../session.ts';
import { keepable } from '../typed.ts';

import { backupPage } from './backup-page.ts';
import { backupsPage } from './backups-page.ts';

/** What is copied, and how it stands. */
export function backupRoutes(web: Hono<Env>, desk: Desk): void {
  web.get('/backups', async (c) => {
    const caller = c.get('caller');
    const body = backupsPage(await backups(desk, caller), desk.now());
    return answer(c, { title: 'Backups', body, by: caller.by });
  });
  web.get('/backups/:plan/:name', async (c) => {
    const caller = c.get('caller');
    const which = { plan: keepable(c.req.param('plan')), name: keepable(c.req.param('name')) };
    const one = await backup(desk, caller, which);
    return answer(c, { title: one.title, body: backupPage(one, desk.now()), by: caller.by });
  });
}
