import { statSync } from 'node:fs';
import { mkdir, statfs } from 'node:fs/promises';
import { hostname } from 'node:os';
import { resolve } from 'node:path';

import { drivers, isInstalled } from '../channels/backups/index.ts';
import { inspect } from '../channels/backups/inspect.ts';
import { mailAnswers } from '../channels/mail.ts';
import type { SourceFault } from '../db/schema/machines.ts';
import type { Around } from '../services/doctor/around.ts';
import { placesOf, sourceOf } from '../services/backup/source.ts';

import type { Settings } from './settings.ts';
import { temporalAnswers } from './temporal.ts';
import { toolsOf } from './tools.ts';

const patienceMs = 3000;

/** What this process finds around itself. */
export function aroundOf({ home, plans, smtpUrl }: Pick<Settings, 'home' | 'plans' | 'smtpUrl'>): Around {
  const { folderOf, backups: tools } = toolsOf(plans, home);
  return {
    host: hostname(),
    drivers,
    isThere: (program) => isInstalled({ program, debian: '' }),
    folderOf,
    disk: () => diskAt(resolve(home)),
    reach: { temporal: () => temporalAnswers(patienceMs), mail: () => mailAnswers(smtpUrl, patienceMs) },
    async faults(plan, names, env) {
      const found: SourceFault[] = [];
      for (const backup of names) {
        if (plan.backups[backup]!.driver === 'watch') continue;
        const signal = AbortSignal.timeout(patienceMs);
        const [source, places] = [sourceOf(plan, backup, env, tools), placesOf(plan, backup, env, tools)];
        const failure = await inspect(source, places, signal);
        if (failure !== null) found.push({ plan: plan.slug, backup, code: failure.code, about: failure.about });
      }
      return found;
    },
  };
}

async function diskAt(path: string) {
  try {
    if (statSync(path, { throwIfNoEntry: false }) === undefined) await mkdir(path, { recursive: true, mode: 0o700 });
    const { bavail, blocks, bsize } = await statfs(path);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch {
    return null;
  }
}
