import type { Tell } from './people.ts';
import type { Conditions } from './traits.ts';

/** One way to reach support, and the calendars on which it is open and answered; null: always. */
export interface Channel {
  readonly title: string;
  readonly hours: string | null;
  readonly answers: string | null;
  /** Whether one must make an appointment first. */
  readonly appointment: boolean;
  /** As it is written; where it is one of mail, what comes there becomes tickets. */
  readonly address: string | null;
  /** Of what type and severity those are; null: an incident, and the mildest. */
  readonly type: string | null;
  readonly severity: string | null;
  readonly unknown: UnknownSenders;
}

/** What is done with mail of who is neither one of the plan's people nor of a customer. */
export type UnknownSenders = 'accept' | 'hold' | 'refuse';

/** When somebody is told of tickets, and in which of the plan's `templates`; null: in Guardia's own words. */
export interface Announcement {
  /** The tickets that it is for. */
  readonly when: Conditions;
  readonly tell: readonly Tell[];
  /** By which channels the plan's people hear of it: `mail`, or integrations by name; empty: by mail. */
  readonly via: readonly string[];
  /** How soon the first message must have gone out, ms; null: at once. */
  readonly withinMs: number | null;
  /** How often news are owed until it is solved, ms. */
  readonly everyMs: number | null;
  readonly at: 'opening' | 'acknowledge' | 'workaround' | 'resolution' | 'closing' | 'release';
  readonly template: string | null;
  readonly update: string | null;
  readonly closing: string | null;
}

/** A message that only shows that messages arrive. */
export interface Probe {
  readonly to: readonly Tell[];
  /** How soon it must have been delivered, ms. */
  readonly withinMs: number;
  /** Of what is opened otherwise. */
  readonly type: string;
  readonly severity: string;
}

/** Text with names in braces to be filled in. */
export interface Template {
  readonly title: string;
  readonly subject: string | null;
  readonly body: string;
}

/** What a requester is asked, by marks from 1 to `outOf`. */
export interface Survey {
  readonly title: string;
  readonly after: 'resolution' | 'closing';
  /** Only after tickets of these types; null: after all. */
  readonly types: readonly string[] | null;
  /** Null: in Guardia's own words. */
  readonly question: string | null;
  readonly outOf: number;
  /** For how long it can be answered, ms; null: as long as the link is good. */
  readonly validMs: number | null;
}
