import type { Tell } from '../domain/plan/people.ts';
import { readRecipient } from './recipient.ts';
import type { Written } from './schema.ts';

/** Who is behind what is told: of a level its team, or whoever leads it. */
export function tellOf(told: string, written: Written): readonly Tell[] {
  const { kind, name } = readRecipient(told);
  if (kind === 'rotation') return [{ rotation: name }];
  if (kind === 'integration') return [{ integration: name }];
  if (kind === 'level' || kind === 'lead') return ofLevel(name, kind, written).flatMap((one) => tellOf(one, written));
  if (kind !== 'standing') return [kind !== 'person' && isRole(name, written) ? { role: name } : { person: name }];
  if (name === 'emergency contacts') return emergencies(written).flatMap((one) => tellOf(one, written));
  return outside[name];
}

/** Who is known of one ticket only. */
const outside = {
  assignee: ['assignee'],
  'customer contact': ['customer contact'],
  requester: ['requester'],
  watchers: ['watchers'],
  'all users': ['subscribers'],
  'affected users': ['requester', 'affected', 'watchers'],
} satisfies Record<string, readonly Tell[]>;

const ofLevel = (level: string, kind: 'level' | 'lead', { levels = {} }: Written): readonly string[] =>
  (kind === 'lead' ? levels[level]?.lead : levels[level]?.team) ?? [];

const isRole = (name: string, { roles = {} }: Written): boolean => Object.hasOwn(roles, name);

const emergencies = ({ emergency }: Written): readonly string[] => emergency?.contacts.map(({ who }) => who) ?? [];
