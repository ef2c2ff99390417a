/** Something that was looked at. */
export interface Item {
  readonly about: Subject;
  /** `unknown`: nobody who could tell was asked. */
  readonly state: 'fine' | 'missing' | 'unknown';
  /** Of one plan; null: of all. */
  readonly plan: string | null;
  /** By what it is called: a program, a variable, a machine. */
  readonly name: string;
  /** A sentence: how it is, and what needs it. */
  readonly says: string;
  /** What would mend it. */
  readonly mend: string | null;
}

export const subjects = [
  'api',
  'postgres',
  'temporal',
  'mail',
  'worker',
  'machine',
  'clock',
  'disk',
  'program',
  'source',
  'place',
  'setting',
] as const;
type Subject = (typeof subjects)[number];

type Telling = Pick<Item, 'about' | 'name' | 'says'> & Partial<Item>;

export const fine = (one: Telling): Item => ({ plan: null, mend: null, state: 'fine', ...one });
export const missing = (one: Telling & Pick<Item, 'mend'>): Item => ({ plan: null, state: 'missing', ...one });
export const unknown = (one: Telling): Item => ({ plan: null, mend: null, state: 'unknown', ...one });

const most = 4;

/** `a, b and 3 more`. */
export const listed = (all: readonly string[]): string =>
  all.length <= most ? all.join(', ') : `${all.slice(0, most).join(', ')} and ${all.length - most} more`;
