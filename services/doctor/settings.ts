import type { Machine } from '../../db/machines.ts';
import type { Environment } from '../../language/settings.ts';

import { missing } from './item.ts';
import type { Item } from './item.ts';
import { namesIn } from './named.ts';
import type { Named } from './named.ts';
import { isFresh } from './programs.ts';
import type { Read } from './sight.ts';

/** What a plan names and the environment does not say, where it is needed. */
export const missingSettings = (read: Read, env: Environment, machines: readonly Machine[]): readonly Item[] =>
  namesIn(read).flatMap((named) => {
    const lacking = lackingAt(named, env, machines);
    return lacking.length === 0 ? [] : [unset(read.plan.slug, named, lacking)];
  });

/** A machine of its own needs what it works with; everything else is needed by the API and by every worker. */
function lackingAt({ name, runsOn }: Named, env: Environment, machines: readonly Machine[]): readonly string[] {
  const there = machines.filter((one) => one.name === (runsOn ?? '') && isFresh(one));
  const lacking = there.filter(({ report }) => report.unset.includes(name)).map(({ host }) => `the worker on ${host}`);
  return env[name] ? lacking : ['the API', ...lacking];
}

function unset(plan: string, { name, path, place }: Named, lacking: readonly string[]): Item {
  const where = lacking[0] === 'the API' ? '' : ` for ${lacking.join(' and ')}`;
  if (place !== null) {
    const says = `${plan}: nobody says where "${place}" is, a place of copies of ${path.replace(/\.places$/, '')}${where}`;
    return missing({
      about: 'place',
      plan,
      name,
      says,
      mend: `Set ${name} to a folder, or to what its tool takes for a place.`,
    });
  }
  const says = `${plan}: ${name} is not set${where}, which ${path} names; nothing is done with it until then`;
  const mend = `Set ${name} in the environment of the API and of every worker, or as a file in GUARDIA_SECRETS.`;
  return missing({ about: 'setting', plan, name, says, mend });
}
