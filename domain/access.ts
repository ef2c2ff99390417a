import type { Plan } from './plan.ts';
import type { Tell } from './plan/people.ts';

/** What one may do under a plan: see tickets, work on them, override who is on call, apply the plan, report, and all of it. */
export const permissions = ['see', 'work', 'override', 'apply', 'report', 'admin'] as const;
export type Permission = (typeof permissions)[number];

type Access = Pick<Plan, 'types' | 'roles' | 'rotations' | 'may' | 'restricted'> & Partial<Pick<Plan, 'integrations'>>;

/** Everybody's where no role of a plan says what it may. */
const usual: readonly Permission[] = ['see', 'work', 'override'];

/** What goes with a permission: one who works sees what on, and may report what they find. */
const implied: Readonly<Record<Permission, readonly Permission[]>> = {
  see: ['see'],
  work: ['work', 'see', 'report'],
  override: ['override', 'see'],
  apply: ['apply', 'see'],
  report: ['report'],
  admin: permissions,
};

/** All that a person of the plan may do, through every role held. */
export function permissionsOf({ may, roles }: Access, person: string): readonly Permission[] {
  const own = Object.keys(may).filter((role) => roles[role]?.includes(person));
  const given = Object.keys(may).length === 0 ? usual : own.flatMap((role) => may[role]!);
  return [...new Set(given.flatMap((one) => implied[one]))];
}

/** The roles through which one may do something; empty where no role of the plan says what it may. */
export const rolesThatMay = ({ may }: Pick<Plan, 'may'>, need: Permission): readonly string[] =>
  Object.keys(may).filter((role) => may[role]!.some((one) => implied[one].includes(need)));

/** Whether a person of the plan may see tickets of a type: of a restricted one only those it names, and who may all. */
export function maySee(plan: Access, person: string, type: string): boolean {
  const named = plan.restricted[type];
  if (named === undefined || person === 'admin' || named.some((one) => isBehind(plan, person, one))) return true;
  return permissionsOf(plan, person).includes('admin');
}

/** Whether somebody may be told of tickets of a type: of a restricted one not whoever cares to hear of everything. */
export function mayHear(plan: Access, recipient: string, type: string): boolean {
  if (recipient === 'subscribers') return plan.restricted[type] === undefined;
  const integration = integrationIn(recipient);
  if (integration !== null) return posts(plan, recipient, plan.integrations?.[integration]?.types ?? null, type);
  return outside.includes(recipient) || recipient.startsWith(participant) || maySee(plan, recipient, type);
}

const participant = 'participant:';

/** An integration as it stands among recipients. */
export const asRecipient = (integration: string): string => `integration:${integration}`;

/** The integration that a recipient is; null: it is somebody. */
export const integrationIn = (recipient: string): string | null =>
  recipient.startsWith('integration:') ? recipient.slice('integration:'.length) : null;

/** What only some may see is posted where that is said: by the type, or by the integration. */
function posts(plan: Access, recipient: string, types: readonly string[] | null, type: string): boolean {
  const named = plan.restricted[type];
  const meant = named?.some((one) => isBehind(plan, recipient, one)) ?? false;
  return types === null ? named === undefined || meant : types.includes(type) || meant;
}

/** Recipients that are no people of the plan; who they are depends on the ticket. */
export const outside: readonly string[] = ['requester', 'watchers', 'affected'];

/** The types of tickets that a person of the plan may not see. */
export const hiddenFrom = (plan: Access, person: string): readonly string[] =>
  Object.keys(plan.restricted).filter((type) => !maySee(plan, person, type));

/** Whether a person of the plan is among these, at whatever hour. */
export const isAmong = (plan: Access, person: string, all: readonly Tell[]): boolean =>
  all.some((one) => isBehind(plan, person, one));

/** Whether a person is meant, at whatever hour: of a rotation all who take turns. Of one ticket only, such as its assignee, nobody is. */
function isBehind({ roles, rotations }: Access, person: string, tell: Tell): boolean {
  if (typeof tell === 'string') return false;
  if ('person' in tell) return tell.person === person;
  if ('integration' in tell) return asRecipient(tell.integration) === person;
  if ('role' in tell) return roles[tell.role]?.includes(person) ?? false;
  return rotations[tell.rotation]?.layers.some(({ members }) => members.includes(person)) ?? false;
}
