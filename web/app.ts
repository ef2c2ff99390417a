import { Hono } from 'hono';

import type { Desk } from '../services/desk.ts';

import { accountRoutes } from './account.ts';
import { acknowledgeRoutes } from './acknowledge.ts';
import { assetRoutes } from './assets.ts';
import { consoleRoutes } from './console/routes.ts';
import { errorPage, sorry, wantsPage } from './errors.ts';
import { ownFormsOnly, seeing, withSession } from './session.ts';
import type { Env } from './session.ts';
import { leaveRoutes } from './portal/leave.ts';
import { portalRoutes } from './portal/routes.ts';
import { signinRoutes } from './signin.ts';
import { withinLimit } from './typed.ts';

export interface Options {
  /** Hears of what nobody foresaw. */
  readonly log?: (error: unknown) => void;
  /** How many proxies of one's own stand in front and say for whom they ask. */
  readonly proxies?: number;
  /** Where Temporal's UI is; without it pages do not link there. */
  readonly temporalUi?: string | undefined;
}

/** Where forms are, for whoever may see tickets. */
const worked = [
  '/incidents/*',
  '/on-call/*',
  '/monitors/*',
  '/schedules/*',
  '/services/*',
  '/procedures/*',
  '/runs/*',
  '/maintenance/*',
];
/** What they only look at. */
const seen = ['/', '/backups/*', '/logbook', '/plans/*'];

/** The pages for people. */
export function createWeb(
  desk: Desk,
  { log = console.error, proxies = 0, temporalUi = process.env['GUARDIA_TEMPORAL_UI_URL'] }: Options = {},
): Hono<Env> {
  const web = new Hono<Env>();
  web.onError(errorPage(log));
  assetRoutes(web);
  for (const path of ['/signin/*', '/signout', '/account/*', ...worked]) web.use(path, ownFormsOnly(desk));
  for (const path of ['/signin/*', '/account/*', '/requests/*', '/leave/*', ...worked]) web.use(path, withinLimit);
  for (const path of ['/account/*', ...worked, ...seen]) web.use(path, withSession(desk));
  for (const path of [...worked, ...seen]) web.use(path, seeing(desk));
  signinRoutes(web, desk, proxies);
  acknowledgeRoutes(web, desk);
  portalRoutes(web, desk);
  leaveRoutes(web, desk);
  accountRoutes(web, desk);
  consoleRoutes(web, desk, temporalUi);
  web.get('*', (c, next) =>
    wantsPage(c) ? sorry(c, { status: 404, message: `There is nothing at ${c.req.path}.` }) : next(),
  );
  return web;
}
