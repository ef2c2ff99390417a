import type { Draft } from '../draft.ts';
import { isWhole } from '../draft.ts';
import { problem } from '../finding.ts';
import type { Problem } from '../finding.ts';

/** Rule pause-without-end: a clock that stands still for ever is a promise that is never broken. */
export const pauses = (draft: Draft): readonly Problem[] =>
  Object.entries(draft.written.pauses ?? {}).flatMap(([name, { ends, 'at most': atMost }]): Problem[] => {
    if (atMost !== undefined) return [];
    if (ends === undefined) {
      const message = `the pause \`${name}\` never ends by itself: say what \`ends\` it, such as reply, or how long it lasts \`at most\``;
      return [problem(['pauses', name], 'pause-without-end', message, 'key')];
    }
    const missing = missingFor(draft, ends);
    if (missing === null) return [];
    const message = `the pause \`${name}\` waits for the ${ends}, and the plan has ${missing}: name another end, or how long it lasts \`at most\``;
    return [problem(['pauses', name, 'ends'], 'pause-without-end', message)];
  });

function missingFor(draft: Draft, ends: string): string | null {
  const { channels = {}, maintenance } = draft.written;
  if (ends === 'maintenance')
    return maintenance === undefined && isWhole(draft, 'maintenance') ? 'no `maintenance`' : null;
  if (ends !== 'appointment' || !isWhole(draft, 'channels')) return null;
  return Object.values(channels).some(({ appointment }) => appointment === true)
    ? null
    : 'no channel that makes an `appointment`';
}
