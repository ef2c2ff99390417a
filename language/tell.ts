import type { Tell } from '../domain/plan.ts';
import { readRecipient } from './recipient.ts';
import type { Written } from './schema.ts';

/** Until levels are carried out, all of a level's team are told. */
export function tellOf(told: string, written: Written): readonly Tell[] {
  const { kind, name } = readRecipient(told);
  if (kind === 'rotation') return [{ rotation: name }];
  if (kind === 'level') return teamOf(name, written).flatMap((one) => tellOf(one, written));
  if (kind !== 'standing') return [kind !== 'person' && isRole(name, written) ? { role: name } : { person: name }];
  if (name === 'assignee' || name === 'customer contact') return [name];
  return name === 'emergency contacts' ? emergencies(written).flatMap((one) => tellOf(one, written)) : [];
}

const teamOf = (level: string, { levels = {} }: Written): readonly string[] => levels[level]?.team ?? [];

const isRole = (name: string, { roles = {} }: Written): boolean => Object.hasOwn(roles, name);

const emergencies = ({ emergency }: Written): readonly string[] => emergency?.contacts.map(({ who }) => who) ?? [];
