import { copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { Failure } from '../../services/backup/driver.ts';
import type { Driver } from '../../services/backup/driver.ts';

import {
  contentOf,
  duplicate,
  keepWhole,
  pathOf,
  removeAll,
  removeHalf,
  requireEmptyFolder,
  requireWhole,
} from './files.ts';
import { locationAt } from './location.ts';
import { use } from './tool.ts';

/** Any program: it finds in `GUARDIA_BACKUP_FILE` the path of the file that it is to write. */
export const run: Driver = {
  tools: [],
  duplicate,
  locate: (source, at) => locationAt(source, at, ''),

  async make({ command: [program, ...args], environment, on, mode, folder }, place, location, work) {
    if (program === undefined) throw new Failure('not-configured', 'run');
    const tool = { program, debian: 'named by the plan' };
    const secrets = Object.values(environment);
    const given = { ...environment, ...(on !== null && { GUARDIA_BACKUP_OF: on }) };
    const content = await keepWhole(pathOf(place, location!), work.signal, async (aside) => {
      await use(tool, args, {
        ...work,
        ...(folder !== null && { folder }),
        environment: { ...given, GUARDIA_BACKUP_FILE: aside },
        secrets,
      });
    });
    return { location: location!, mode, ...content, tool: basename(program) };
  },

  async clear(_, place, location) {
    await removeHalf(pathOf(place, location!));
    await removeAll(pathOf(place, location!));
  },
  verify: (_, copy, { signal }) => requireWhole(copy, signal),

  async prove(_, copy, folder, work) {
    const from = performance.now();
    const into = join(folder, 'copy');
    await copyFile(pathOf(copy.place, copy.location), into);
    const { files, bytes, sha256 } = await contentOf(into, work.signal);
    if (sha256 !== copy.sha256) throw new Failure('checksum');
    const ms = Math.round(performance.now() - from);
    return { tool: 'copy', database: null, files, bytes, ms, release: () => removeAll(folder) };
  },

  async restore(_, copy, { into }) {
    await requireEmptyFolder(into);
    await copyFile(pathOf(copy.place, copy.location), join(into, basename(copy.location)));
  },
  remove: (_, { place, location }) => removeAll(pathOf(place, location)),
};
