import { sayInstant } from '../../language/instant.ts';
import { messagesIn } from '../../language/messages.ts';
import { clockName } from '../../language/messages/clock-name.ts';
import { postmortemIn, sayHappened } from '../../language/postmortem.ts';
import type { PostmortemWords } from '../../language/postmortem.ts';
import { spellSpan } from '../../language/time/span.ts';

import type { Postmortem } from './postmortem.ts';

const minute = 60_000;

/**
 * A post-mortem as Markdown in the plan's language, instants in its zone. A draft is called one; what nobody has written yet is
 * left to be filled in.
 */
export function asMarkdown(written: Postmortem): string {
  const one = asDrafted(written);
  const say = postmortemIn(one.locale);
  const part = (title: string, words: string | null) => [`## ${title}`, words ?? `_${say.toFill}_`];
  const notes = one.text === null ? [] : part(say.text, one.text);
  return [
    `# ${say.title}: ${one.reference} ${one.title}`,
    ...draftNote(say, one),
    figures(say, one),
    ...part(say.impact, one.impact),
    ...part(say.timeline, timeline(say, one)),
    ...part(say.promises, promises(say, one)),
    ...part(say.rootCause, one.rootCause),
    ...part(say.factors, one.factors),
    ...part(say.lessons, one.lessons),
    ...part(say.actions, actions(say, one)),
    ...notes,
    '',
  ].join('\n\n');
}

/** With the words of the draft, where there is one, in place of what is written. */
function asDrafted(one: Postmortem): Postmortem {
  if (one.draft === null || !one.isDrafted) return one;
  const { impact = one.impact, rootCause = null, factors = null, lessons = null, text = null } = one.draft;
  const plannedActions = typeof one.draft.actions === 'string' ? one.draft.actions : null;
  return { ...one, impact, rootCause, factors, lessons, text, plannedActions };
}

const draftNote = (say: PostmortemWords, { draft, isDrafted, timezone, locale }: Postmortem): string[] =>
  draft === null || !isDrafted ? [] : [`**${say.draft(draft.savedBy, sayInstant(draft.savedAt, timezone, locale))}**`];

const lines = (all: readonly string[]): string | null =>
  all.length === 0 ? null : all.map((one) => `- ${one}`).join('\n');

const figures = (say: PostmortemWords, { severity, acknowledgedAfterMs, resolvedAfterMs }: Postmortem): string =>
  [
    `- ${say.severity}: ${severity.title}`,
    `- ${say.acknowledgedAfter}: ${span(acknowledgedAfterMs)}`,
    `- ${say.resolvedAfter}: ${span(resolvedAfterMs)}`,
  ].join('\n');

/** To the minute. */
const span = (ms: number | null): string => (ms === null ? '–' : spellSpan(Math.round(ms / minute) * minute));

const timeline = (say: PostmortemWords, { timeline: all, timezone, locale }: Postmortem): string | null =>
  lines(
    all.map(({ at, kind, by, words }) =>
      [
        `${sayInstant(at, timezone, locale)}: ${sayHappened(say, kind)}`,
        by === null ? '' : ` (${by})`,
        words === null ? '' : `: ${words.replaceAll(/\s+/g, ' ')}`,
      ].join(''),
    ),
  );

function promises(say: PostmortemWords, { clocks, declared, timezone, locale }: Postmortem): string | null {
  const messages = messagesIn(locale);
  const states: Readonly<Record<string, string>> = { met: say.kept, breached: say.broken };
  return lines(
    clocks.map(({ metric, state, dueAt }) => {
      const due = dueAt === null ? '' : `, ${say.due} ${sayInstant(dueAt, timezone, locale)}`;
      return `${clockName(messages, metric, declared)}: ${states[state] ?? say.open}${due}`;
    }),
  );
}

function actions(say: PostmortemWords, one: Postmortem): string | null {
  const { actions: tickets, plannedActions, timezone, locale } = one;
  const { statuses } = messagesIn(locale);
  const rows = tickets.map(({ reference, title, owner, status, dueAt }) => {
    const due = dueAt === null ? '' : `, ${say.due} ${sayInstant(dueAt, timezone, locale)}`;
    return `[${status === 'resolved' || status === 'closed' ? 'x' : ' '}] ${title} (${reference}, ${owner ?? '–'}${due}): ${statuses[status]}`;
  });
  const all = [lines([...rows, ...drafted(say, one)]), plannedActions].filter((part) => part !== null);
  return all.length === 0 ? null : all.join('\n\n');
}

/** Actions of the draft, which are no tickets yet. */
function drafted(say: PostmortemWords, { draft, nameOf, runbooks }: Postmortem): string[] {
  const planned = typeof draft?.actions === 'object' ? draft.actions : [];
  const listed = planned.map(({ title, owner, due }) => {
    const when = due === undefined ? '' : `, ${say.due} ${due}`;
    return `[ ] ${title ?? '–'} (${owner === undefined ? '–' : nameOf(owner)}${when})`;
  });
  const updates = (draft?.runbooks ?? []).map((name) => `[ ] ${say.updateRunbook(runbooks[name]?.title ?? name)}`);
  return [...listed, ...updates];
}
