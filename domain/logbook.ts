/** What the record of changes holds. */
export const logbookKinds = [
  'incident',
  'deployment',
  'configuration',
  'maintenance',
  'backup',
  'procedure',
  'degraded',
  'note',
] as const;
export type LogbookKind = (typeof logbookKinds)[number];

/** What people and their tools write down themselves; the rest is read from what has happened. */
export const writtenKinds = ['deployment', 'configuration', 'maintenance', 'note'] as const;
export type WrittenKind = (typeof writtenKinds)[number];
