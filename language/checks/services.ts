import type { Draft } from '../draft.ts';
import { clash } from '../finding.ts';
import type { Problem } from '../finding.ts';
import { inPercent } from './uptime.ts';

/** What a service cannot do without, and why. */
interface Above {
  readonly name: string;
  readonly link: 'is part of' | 'depends on';
  readonly share: number;
}

/** Rule uptime-above-system: a service is down whenever that is what it is part of or depends on. */
export const services = (draft: Draft): readonly Problem[] =>
  Object.entries(draft.written.services ?? {}).flatMap(([name, { uptime: share }]) => {
    if (share === undefined) return [];
    const [above] = aboveOf(draft, name, new Set([name])).toSorted((a, b) => a.share - b.share);
    if (above === undefined || above.share >= share) return [];
    const message = `${inPercent(share)} are promised for \`${name}\`, yet it ${above.link} \`${above.name}\`, for which ${inPercent(above.share)} are: promise no more than there, or more there`;
    return [clash(['services', name, 'uptime'], 'uptime-above-system', message, ['services', above.name, 'uptime'])];
  });

/** Through services that promise nothing themselves. */
function aboveOf({ written, ...draft }: Draft, name: string, seen: Set<string>): readonly Above[] {
  const { 'part of': whole, 'depends on': needs = [] } = written.services?.[name] ?? {};
  const links = [
    ...(whole === undefined ? [] : [[whole, 'is part of'] as const]),
    ...needs.map((one) => [one, 'depends on'] as const),
  ];
  return links.flatMap(([one, link]): readonly Above[] => {
    if (seen.has(one)) return [];
    seen.add(one);
    const share = written.services?.[one]?.uptime;
    if (share !== undefined) return [{ name: one, link, share }];
    return aboveOf({ written, ...draft }, one, seen).map((above) => ({ ...above, link }));
  });
}
