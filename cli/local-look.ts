import { connect } from '../db/connect.ts';
import { loadPlans } from '../language/load.ts';
import type { Rules } from '../domain/plan.ts';
import type { Around } from '../services/doctor/around.ts';
import { examine } from '../services/doctor/examine.ts';
import { fine, missing, unknown } from '../services/doctor/item.ts';
import type { Item } from '../services/doctor/item.ts';
import { missingPrograms } from '../services/doctor/programs.ts';
import { missingSettings } from '../services/doctor/settings.ts';
import { lookAtNeighbours } from '../services/doctor/system.ts';
import { aroundOf } from '../worker/around.ts';
import { takeSecrets } from '../worker/secrets.ts';
import { environmentForPlans } from '../worker/settings.ts';

/** What can be seen without a server: the database itself where this machine knows it, else the plan files. */
export async function lookFromHere(env: NodeJS.ProcessEnv): Promise<readonly Item[]> {
  await takeSecrets(env);
  const places = (env['GUARDIA_PLANS'] || 'plans').split(':').filter((path) => path !== '');
  const around = aroundOf({ home: env['GUARDIA_HOME'] || '.guardia', plans: places, smtpUrl: env['SMTP_URL'] ?? '' });
  const url = env['DATABASE_URL'];
  if (url) return lookByDatabase(url, around, env);
  const about = unknown({
    about: 'postgres',
    name: 'DATABASE_URL',
    says: 'DATABASE_URL is not set here: Postgres, and what workers say there, was not looked at. `npm start` brings its own',
  });
  return [about, ...(await neighbours(around, env)), ...(await lookAtFiles(places, around, env))];
}

async function lookByDatabase(url: string, around: Around, env: NodeJS.ProcessEnv): Promise<readonly Item[]> {
  const db = connect(url, 4, () => undefined);
  const desk = { db, now: Date.now, env: environmentForPlans(env), rules: new Map<string, Promise<Rules>>() };
  try {
    return await examine(desk, around);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreachable';
    const old = code === '42P01' || code === '42703';
    const says = old ? 'Postgres has an older schema than this Guardia' : `Postgres does not answer (${code})`;
    const mend = old ? 'Start the API or a worker once: they bring it up to date.' : 'Start it, or mend DATABASE_URL.';
    return [missing({ about: 'postgres', name: 'Postgres', says, mend }), ...(await neighbours(around, env))];
  } finally {
    await db.destroy();
  }
}

/** Only those that this machine was told of. */
async function neighbours({ host, disk, reach }: Around, env: NodeJS.ProcessEnv): Promise<readonly Item[]> {
  const all = await lookAtNeighbours({
    host,
    disk,
    reach: {
      temporal: env['TEMPORAL_ADDRESS'] ? reach.temporal : async () => null,
      mail: env['SMTP_URL'] ? reach.mail : async () => null,
    },
  });
  const told = { temporal: env['TEMPORAL_ADDRESS'], mail: env['SMTP_URL'] };
  return all.filter(({ about }) => (about !== 'temporal' && about !== 'mail') || told[about]);
}

async function lookAtFiles(
  places: readonly string[],
  around: Around,
  env: NodeJS.ProcessEnv,
): Promise<readonly Item[]> {
  const here = environmentForPlans(env);
  const loaded = await loadPlans(places, here).catch(() => []);
  return loaded.flatMap(({ file, compiled }): readonly Item[] => {
    const name = file;
    if (compiled === undefined)
      return [
        missing({ about: 'setting', name, says: `${file} cannot be applied`, mend: `guardia plan check ${file}` }),
      ];
    const { plan, written } = compiled;
    const lacking = [
      ...missingPrograms(plan, { around, machines: [], env: here }),
      ...missingSettings({ plan, written }, here, []),
    ];
    return lacking.length > 0
      ? lacking
      : [fine({ about: 'program', plan: plan.slug, name, says: `${plan.slug}: everything that it names is here` })];
  });
}
