export type Tell =
  | { readonly role: string }
  | { readonly person: string }
  /** Whoever is on call when it is told. */
  | { readonly rotation: string }
  /** What is posted to rather than somebody. */
  | { readonly integration: string }
  | 'assignee'
  | 'customer contact'
  /** Outside of the plan's people: who asked, who follows it, whom it affects, whoever subscribed to the plan's news. */
  | 'requester'
  | 'watchers'
  | 'affected'
  | 'subscribers';

/** By which channels somebody of the plan is paged: `mail`, or integrations by name. */
export interface Reach {
  /** Beside mail, where no row below says otherwise; null: none. */
  readonly pager: string | null;
  /** The first that fits counts. */
  readonly rows: readonly ReachRow[];
}

export interface ReachRow {
  /** Only for incidents of these severities; null: of all. */
  readonly severities: readonly string[] | null;
  /** Only while this calendar is open; null: at any hour. */
  readonly hours: string | null;
  readonly via: readonly string[];
}

export interface Customer {
  readonly title: string;
  readonly domains: readonly string[];
  readonly tier: string | null;
  /** The person of the plan who looks after this customer. */
  readonly contact: string | null;
}

/** A level of support (ITIL: functional escalation goes from one to the next). */
export interface Level {
  readonly title: string;
  readonly team: readonly Tell[];
  readonly lead: readonly Tell[];
  /** Its own escalation policy for what was handed over to it; null: that of the severity. */
  readonly escalation: string | null;
}
