import { join } from 'node:path';

import { Failure } from '../../services/backup/driver.ts';
import type { Driver, Source, Standing, Tool, Work } from '../../services/backup/driver.ts';

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
import { use, versionOf } from './tool.ts';

const git: Tool = { program: 'git', debian: 'git' };

/** A repository with all its branches and tags, as one file that Git can clone from. */
export const gitBundle: Driver = {
  tools: [git],
  duplicate,
  locate: (source, at) => locationAt(source, at, '.bundle'),

  async make(source, place, location, work) {
    const around = { ...work, ...accessTo(source) };
    const content = await keepWhole(pathOf(place, location!), work.signal, async (aside) => {
      // Beside what is to become the copy, and gone with it.
      const mirror = `${aside}.git`;
      try {
        await use(git, ['clone', '--quiet', '--mirror', around.address, mirror], around);
        await use(git, ['bundle', 'create', '--quiet', aside, '--all'], { ...around, folder: mirror });
      } finally {
        for (const left of [mirror, `${aside}.lock`]) await removeAll(left);
      }
    });
    return { location: location!, mode: 'full', ...content, tool: await versionOf(git, work) };
  },

  async clear(_, place, location) {
    await removeHalf(pathOf(place, location!));
    for (const end of ['.part.git', '.part.lock']) await removeAll(pathOf(place, location!) + end);
    await removeAll(pathOf(place, location!));
  },
  verify: (_, copy, { signal }) => requireWhole(copy, signal),

  async prove(_, copy, folder, work) {
    const from = performance.now();
    const into = join(folder, 'repository.git');
    await clone(copy, into, ['--mirror'], work);
    const ms = Math.round(performance.now() - from);
    const { files, bytes } = await contentOf(into, work.signal);
    return { tool: await versionOf(git, work), database: null, files, bytes, ms, release: () => removeAll(folder) };
  },

  async restore(_, copy, { into }, work) {
    await requireEmptyFolder(into);
    await clone(copy, into, [], work);
  },
  remove: (_, { place, location }) => removeAll(pathOf(place, location)),
};

/** Every object of it is looked at. */
async function clone({ place, location }: Standing, into: string, how: readonly string[], work: Work): Promise<void> {
  const around = { ...work, environment: quiet };
  try {
    await use(git, ['clone', '--quiet', ...how, pathOf(place, location), into], around);
    await use(git, ['fsck', '--full', '--strict', '--no-progress'], { ...around, folder: into });
  } catch (error) {
    throw error instanceof Failure && error.code.startsWith('exit-') ? new Failure('damaged', 'git') : error;
  }
}

/** It asks nobody, and hears of nobody's own settings. */
const quiet = { GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };

/** A password in an address goes by the environment: what Git itself starts would have it among its arguments. */
function accessTo({ on, environment }: Source) {
  if (on === null) throw new Failure('not-configured', 'on');
  const secrets = Object.values(environment);
  const url = /^https?:/.test(on) && URL.canParse(on) ? new URL(on) : null;
  // Whose repository it is does not matter to who only reads it.
  const own = {
    ...quiet,
    ...environment,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'safe.directory',
    GIT_CONFIG_VALUE_0: '*',
  };
  if (url === null || (url.username === '' && url.password === '')) return { address: on, environment: own, secrets };
  const basic = Buffer.from([url.username, url.password].map(decodeURIComponent).join(':')).toString('base64');
  secrets.push(url.password, decodeURIComponent(url.password), basic);
  [url.username, url.password] = ['', ''];
  const header = { GIT_CONFIG_KEY_1: 'http.extraHeader', GIT_CONFIG_VALUE_1: `Authorization: Basic ${basic}` };
  return { address: url.href, environment: { ...own, ...header, GIT_CONFIG_COUNT: '2' }, secrets };
}
