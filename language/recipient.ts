/** Who can be told or act without being a person or a role of the plan. */
export const standing = [
  'assignee',
  'customer contact',
  'requester',
  'watchers',
  'emergency contacts',
  'all users',
  'affected users',
] as const;
type Standing = (typeof standing)[number];

/** The chapters whose entries are told by their name behind a word: `rotation primary`. */
export const chapterOf = {
  rotation: 'rotations',
  level: 'levels',
  role: 'roles',
  person: 'people',
  integration: 'integrations',
} as const;

/** Who is meant; `any` is a role or a person, `lead` whoever leads a level. */
export type Recipient =
  | { readonly kind: 'standing'; readonly name: Standing }
  | { readonly kind: keyof typeof chapterOf; readonly name: string }
  | { readonly kind: 'lead'; readonly name: string }
  | { readonly kind: 'any'; readonly name: string };

/** Reads `assignee`, `rotation primary`, `level N1`, `level N1 lead`, `tech-lead`. */
export function readRecipient(written: string): Recipient {
  const known = standing.find((one) => one === written);
  if (known !== undefined) return { kind: 'standing', name: known };
  const [, led] = /^level (\S+) +lead$/.exec(written) ?? [];
  if (led !== undefined) return { kind: 'lead', name: led };
  const [, kind, name] = /^(rotation|level|role|person|integration) (.+)$/.exec(written) ?? [];
  return name === undefined ? { kind: 'any', name: written } : { kind: kind as keyof typeof chapterOf, name };
}
