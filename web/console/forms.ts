import type { Verb } from '../../domain/incident/lifecycle.ts';
import type { Typed } from '../typed.ts';

/** One way to do an act: some acts have two, which must not be taken for each other. */
export interface Form {
  readonly verb: Verb;
  readonly title: string;
  /** What the button says; the title, where it is left out. */
  readonly button?: string;
  readonly hint?: string;
  /** Who reads what is written: anybody outside, or only those who work on it. */
  readonly readers?: 'public' | 'internal';
  /** What the form says without asking. */
  readonly fixed?: Typed;
}

/** What belongs together. */
export interface Group {
  readonly title: string;
  readonly forms: readonly Form[];
}

/** What one wants most comes first. */
export const usual: readonly Group[] = [
  {
    title: 'Answer and mend',
    forms: [
      {
        verb: 'comment',
        title: 'Answer',
        button: 'Send the answer to the requester',
        hint: 'Public: whoever asked, who follows it and who is affected are mailed this.',
        readers: 'public',
        fixed: { public: 'on' },
      },
      {
        verb: 'comment',
        title: 'Internal note',
        button: 'Keep as an internal note',
        hint: 'Internal: only those who work on it read this.',
        readers: 'internal',
        fixed: { public: '' },
      },
      {
        verb: 'workaround',
        title: 'Workaround',
        button: 'Tell this workaround',
        hint: 'Public: the requester is mailed this, unless you say that they know it already.',
        readers: 'public',
      },
      { verb: 'contain', title: 'Contained' },
      {
        verb: 'resolve',
        title: 'Resolve',
        hint: 'The requester is told that it is resolved; what you write here stays internal.',
      },
      { verb: 'phase', title: 'Go on to a phase' },
      { verb: 'verify', title: 'Verified' },
      { verb: 'release', title: 'Released', hint: 'Whom the plan names is told which version has the solution.' },
      { verb: 'fulfil', title: 'Fulfil a promise', button: 'It is done' },
      { verb: 'reopen', title: 'Reopen' },
    ],
  },
  {
    title: 'Hand on',
    forms: [
      { verb: 'assign', title: 'Assign' },
      {
        verb: 'escalate',
        title: 'Hand to a level',
        hint: 'The team of that level is told; nobody is assigned until one of them takes it.',
      },
    ],
  },
  {
    title: 'Wait',
    forms: [
      { verb: 'hold', title: 'Put on hold' },
      { verb: 'appointment', title: 'Appointment', button: 'Invite' },
      { verb: 'cancel-appointment', title: 'Call off the appointment' },
      { verb: 'snooze', title: 'Snooze', hint: 'Nobody is paged until then; the clocks run on.' },
    ],
  },
];

/** What is seldom wanted, or only once. */
export const rare: readonly Group[] = [
  {
    title: 'What it is',
    forms: [
      { verb: 'triage', title: 'Triage' },
      { verb: 'reclassify', title: 'Reclassify' },
      { verb: 'edit', title: 'Edit the words' },
    ],
  },
  {
    title: 'Who and what belongs to it',
    forms: [
      { verb: 'watch', title: 'Add somebody' },
      { verb: 'link', title: 'Link' },
      { verb: 'reply', title: 'Note what the requester said', button: 'Note it' },
    ],
  },
  { title: 'Give up', forms: [{ verb: 'cancel', title: 'Cancel it', hint: 'Nothing is promised any more.' }] },
];

/** They stand beside what they take away, or have a page of their own. */
export const elsewhere: readonly Verb[] = ['unwatch', 'unlink', 'postmortem'];
