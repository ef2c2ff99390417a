/** What of a ticket decides what is promised about it. */
export type Trait = 'severity' | 'tier' | 'type' | 'impact' | 'category' | 'level' | 'service';

/** What a condition can be about. */
export type ConditionTrait = Exclude<Trait, 'level'>;

/** Each condition with the values that meet it. */
export type Conditions = Readonly<Partial<Record<ConditionTrait, readonly string[]>>>;
