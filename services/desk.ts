import type { Code } from '../domain/incident/incident.ts';
import type { Db } from '../db/connect.ts';
import type { Rules } from '../domain/plan.ts';
import type { Environment } from '../language/settings.ts';

import type { Around } from './doctor/around.ts';

/** How operators find an incident in Temporal. */
export type Attributes = Readonly<Record<'Plan' | 'Type' | 'Severity' | 'Service' | 'State', string>>;

/** What services work with. */
export interface Desk {
  readonly db: Db;
  /** The one clock, epoch ms. */
  readonly now: () => number;
  /**
   * Wakes an incident's workflow, saying what kind of thing has changed; one that starts by it has these search attributes.
   * Never waits, never fails.
   */
  readonly stir: (reference: string, kind: string, attributes?: Attributes) => void;
  /** Plan versions read before; they never change, but their calendars grow. */
  readonly rules: Map<string, Promise<Rules>>;
  /** Where people reach Guardia, without a slash at the end. */
  readonly publicUrl: string;
  /** Signs the links in mails. */
  readonly secret: string;
  /** Guardia's own mail address, where mail to it and to the plans' addresses comes in; without it nobody is asked to answer by mail. */
  readonly mailbox?: string | undefined;
  /** From which a plan's `${NAME}` takes its value. */
  readonly env: Environment;
  /** What this process finds around itself; without it nobody looks. */
  readonly around?: Around | undefined;
}

/** The caller may not do this. The message says what it needs and who has that. */
export class Forbidden extends Error {}

/** There is nothing by that name, or nothing that the caller may see. */
export class NotFound extends Error {}

/** It is not any more what the caller took it for. `since` is what happened to it. */
export class Changed extends Error {
  readonly since: readonly Happened[];
  constructor(message: string, since: readonly Happened[]) {
    super(message);
    this.since = since;
  }
}

interface Happened {
  readonly kind: string;
  /** null: Guardia itself. */
  readonly by: string | null;
  readonly data: Readonly<Record<string, Code>>;
}

/** What was sent can't be accepted. `field` is a JSON pointer into the body, where there is one. */
export class Invalid extends Error {
  readonly field: string | null;
  constructor(message: string, field: string | null = null) {
    super(message);
    this.field = field;
  }
}
