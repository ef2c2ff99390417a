/** Something that must not be: what was promised is missing, was done more than once, or is otherwise not as it should be. */
export interface Fault {
  readonly kind: 'lost' | 'twice' | 'wrong';
  readonly what: string;
}

export type Find = (kind: Fault['kind'], what: string) => void;
