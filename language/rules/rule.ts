/** An error: the plan cannot be applied. A warning: it contradicts itself or good sense. A note: good to know. */
export type FindingSeverity = 'error' | 'warning' | 'note';

/** By id: how severe, and in one line what it says. */
export type Rules = Readonly<Record<string, readonly [severity: FindingSeverity, says: string]>>;
