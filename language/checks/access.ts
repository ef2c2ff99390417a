import type { Draft } from '../draft.ts';
import { isWhole } from '../draft.ts';
import { problem } from '../finding.ts';
import type { Problem } from '../finding.ts';
import { readRecipient } from '../recipient.ts';

/** Rules nobody-may-work and type-for-nobody: what is kept from some must be left to somebody. */
export const access = (draft: Draft): readonly Problem[] => [...work(draft), ...types(draft)];

function work(draft: Draft): readonly Problem[] {
  const roles = Object.entries(draft.written.roles ?? {});
  const said = roles.find(([, { may }]) => may !== undefined);
  const works = roles.some(([, { may, members }]) => members.length > 0 && may?.some((one) => working.includes(one)));
  if (said === undefined || works || !isWhole(draft, 'roles')) return [];
  const message = 'since a role says what it may, nobody may work on tickets: give a role with members `may: work`';
  return [problem(['roles', said[0], 'may'], 'nobody-may-work', message)];
}

const working: readonly string[] = ['work', 'admin'];

function types({ written }: Draft): readonly Problem[] {
  return Object.entries(written.types ?? {}).flatMap(([type, { for: who }]): Problem[] => {
    if (who === undefined || who.some(isSomebody)) return [];
    const message = `nobody may see tickets of the type \`${type}\`: name people, roles, rotations or levels`;
    return [problem(['types', type, 'for'], 'type-for-nobody', message)];
  });
}

/** An assignee or a requester is somebody of one ticket, not of a type. */
const isSomebody = (written: string): boolean => {
  const { kind, name } = readRecipient(written);
  return kind !== 'standing' || name === 'emergency contacts';
};
