import type { DriverName, Mode } from '../../domain/plan/backups.ts';

/** Something to copy, with every value in its place: it may hold secrets, and is kept nowhere. */
export interface Source {
  readonly plan: string;
  readonly backup: string;
  /** The data set. */
  readonly of: string;
  readonly driver: DriverName;
  readonly mode: Mode;
  readonly on: string | null;
  /** Of `run`. */
  readonly command: readonly string[];
  /** That of the plan's files, in which it runs; null: it is not here. */
  readonly folder: string | null;
  /** What the plan lets its tool see. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A copy that stands. */
export interface Standing {
  /** A folder, or what its driver takes for a place. */
  readonly place: string;
  /** What its driver finds it by there. */
  readonly location: string;
  readonly bytes: number;
  readonly sha256: string | null;
  /** Where it ends in the log, for what has one. */
  readonly position: string | null;
}

export interface Made {
  readonly location: string;
  /** What it really is. */
  readonly mode: Mode;
  readonly bytes: number;
  readonly sha256: string | null;
  readonly position?: string;
  /** The location of the copy in the same place that it builds upon. */
  readonly base?: string;
  /** `pg_dump 15.8`. */
  readonly tool: string;
}

/** What stands now where a copy was restored, until it is released. */
export interface Restored {
  readonly tool: string;
  /** Null: it is no database. */
  readonly database: string | null;
  readonly files: number | null;
  readonly bytes: number | null;
  /** How long the restoring took. */
  readonly ms: number;
  /** Ends and removes everything of it; never rejects. */
  readonly release: () => Promise<void>;
}

/** What surrounds the work of a driver. */
export interface Work {
  readonly signal: AbortSignal;
  /** Takes what the tool says, without secrets. */
  readonly say: (text: string) => void;
}

/** A program, and Debian's package that has it. */
export interface Tool {
  readonly program: string;
  readonly debian: string;
}

/** Where something is to be restored to for good. */
export interface Target {
  /** A database's address or a folder, empty both. */
  readonly into: string;
  /** The instant as of which it is wanted, epoch ms; null: as late as the copy reaches. */
  readonly at: number | null;
}

/** Makes copies by a real tool. Everything of it throws a `Failure`, and stops when its `signal` says so. */
export interface Driver {
  readonly tools: readonly Tool[];
  /** How the copy will be found; null: known only once it is made. */
  readonly locate: (source: Source, at: number) => string | null;
  readonly make: (source: Source, place: string, location: string | null, work: Work) => Promise<Made>;
  /** Keeps the same in a further place; where it is left out, each place is a repository of its own, into which copies are made anew. */
  readonly duplicate?: (copy: Standing, to: string, work: Work) => Promise<void>;
  /** Takes away what a copy that did not come about has left. */
  readonly clear: (source: Source, place: string, location: string | null, work: Work) => Promise<void>;
  /** Takes what was written since into a copy that grows by the log, and into those in further places; answers the position that it reaches. */
  readonly follow?: (source: Source, copy: Standing, further: readonly string[], work: Work) => Promise<string>;
  /** Has the source keep nothing any more for that place; what is gone already is no error. */
  readonly release?: (source: Source, place: string, work: Work) => Promise<void>;
  /** Whether the copy is as it was made, by its checksums. */
  readonly verify: (source: Source, copy: Standing, work: Work) => Promise<void>;
  /** Really restores a copy into an empty folder of its own. */
  readonly prove: (source: Source, copy: Standing, scratch: string, work: Work) => Promise<Restored>;
  /** Restores a copy for good. */
  readonly restore: (source: Source, copy: Standing, target: Target, work: Work) => Promise<void>;
  /** Deletes a copy; `others` are those that remain in its place. */
  readonly remove: (source: Source, copy: Standing, others: readonly Standing[], work: Work) => Promise<void>;
}

export type Drivers = Readonly<Partial<Record<DriverName, Driver>>>;

/** Why it did not come about: a code such as `disk-full`, and what it is about, such as a program, without any secret. */
export class Failure extends Error {
  readonly code: string;
  readonly about: string | null;
  constructor(code: string, about: string | null = null) {
    super(about === null ? code : `${code}: ${about}`);
    this.code = code;
    this.about = about;
  }
}
