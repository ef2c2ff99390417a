import type { Draft } from '../draft.ts';
import { readRecipient } from '../recipient.ts';

/** The calendars on which somebody of those told is there; `always` where somebody is at any hour, or that is not known. */
export function hoursOf(draft: Draft, told: readonly string[]): readonly string[] | 'always' {
  const all = told.filter((one) => !silent.has(one)).flatMap((one) => behind(draft, one) ?? ['always']);
  return all.length === 0 || all.includes('always') ? 'always' : [...new Set(all)];
}

/** They may be anybody, or are no support: whoever else is told must be there. */
const silent: ReadonlySet<string> = new Set(['assignee', 'customer contact', 'requester', 'watchers']);

/** Undefined where it is not known. */
function behind(draft: Draft, told: string): readonly string[] | undefined {
  const { kind, name } = readRecipient(told);
  if (kind === 'rotation') return onShift(draft, name);
  if (kind === 'level' || kind === 'lead') return ofLevel(draft, name, kind);
  if (kind === 'integration') return [];
  if (kind === 'standing') return name === 'emergency contacts' ? emergencies(draft) : undefined;
  const role = kind === 'person' ? undefined : draft.written.roles?.[name];
  return role === undefined ? [hoursOfPerson(draft, name)] : role.members.map((one) => hoursOfPerson(draft, one));
}

const ofLevel = (draft: Draft, name: string, kind: 'level' | 'lead'): readonly string[] | undefined =>
  draft.written.levels?.[name]?.[kind === 'lead' ? 'lead' : 'team']?.flatMap((one) => behind(draft, one) ?? ['always']);

const hoursOfPerson = ({ written }: Draft, person: string): string => written.people?.[person]?.hours ?? 'always';

const emergencies = (draft: Draft): readonly string[] | undefined =>
  draft.written.emergency?.contacts.flatMap(({ who, hours }) =>
    hours === undefined ? (behind(draft, who) ?? ['always']) : [hours],
  );

function onShift(draft: Draft, name: string): readonly string[] | undefined {
  const rotation = draft.written.rotations?.[name];
  const hours = (person: string): string => hoursOfPerson(draft, person);
  return rotation && [rotation, ...(rotation.layers ?? [])].flatMap((one) => covered(one, hours));
}

/** A shift is covered in its own hours; where it has none, in those of its members. */
const covered = (
  { members, calendar }: { readonly members: readonly string[]; readonly calendar?: string | undefined },
  hours: (person: string) => string,
): readonly string[] => (calendar === undefined ? members.map(hours) : [calendar]);
