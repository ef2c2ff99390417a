import { isOutlet } from '../../domain/plan/watching.ts';
import type { Draft } from '../draft.ts';
import { problem } from '../finding.ts';
import type { Path, Problem } from '../finding.ts';
import { suggest } from '../suggest.ts';

/** Rule unknown-integration: what is to be told, or takes the place of what fails, must be there and be told something. */
export function integrations({ written }: Draft): readonly Problem[] {
  const all = written.integrations ?? {};
  const outlets = ['email', ...Object.keys(all).filter((name) => isOutlet(all[name]!))];
  const unfit = (name: string, path: Path): readonly Problem[] => {
    if (outlets.includes(name)) return [];
    const message = Object.hasOwn(all, name)
      ? `the integration \`${name}\` cannot be told anything: it is of the kind \`${all[name]!.kind}\``
      : `\`${name}\` is neither \`email\` nor an integration that can be told something${suggest(name, outlets)}`;
    return [problem(path, 'unknown-integration', message)];
  };
  const fallbacks = Object.entries(all).flatMap(([name, one]) =>
    isOutlet(one) && one.fallback !== undefined ? unfit(one.fallback, ['integrations', name, 'fallback']) : [],
  );
  const people = Object.entries(written.people ?? {}).flatMap(([id, { notify = [] }]) =>
    notify.flatMap(({ via }, row) =>
      via.flatMap((name, index) =>
        Object.hasOwn(all, name) ? unfit(name, ['people', id, 'notify', row, 'via', index]) : [],
      ),
    ),
  );
  return [...fallbacks, ...people];
}
