import type { Draft } from '../draft.ts';
import { clash, problem } from '../finding.ts';
import type { Path, Problem } from '../finding.ts';
import { nameOf } from '../procedures/written.ts';
import type { Chapter } from '../schema.ts';
import { suggest } from '../suggest.ts';
import { hasRhythm } from '../time/occurrences.ts';

type Procedure = Chapter<'procedures'>[string];

/** Rules unknown-step, step-named-twice, steps-in-a-circle, procedures-in-a-circle, asks-nobody and unknown-severity: each step is known by one name, and its turn comes. */
export function steps({ written, names }: Draft): readonly Problem[] {
  const { procedures = {} } = written;
  const severities = names('severities');
  const each = Object.entries(procedures).flatMap(([name, procedure]) => {
    const path = ['procedures', name, 'steps'];
    return [
      ...twice(procedure, path),
      ...unknown(procedure, path),
      ...circle(procedure, path),
      ...opening(procedure, path, severities),
      ...askingNobody(procedure, name),
    ];
  });
  return [...each, ...callCircles(procedures)];
}

function twice({ steps: all }: Procedure, path: Path): readonly Problem[] {
  return all.flatMap((step, index) => {
    const first = all.findIndex((one, place) => nameOf(one, place) === nameOf(step, index));
    if (first === index) return [];
    const message = `another step is called \`${nameOf(step, index)}\`: give it a name of its own`;
    return [clash([...path, index, 'name'], 'step-named-twice', message, [...path, first])];
  });
}

function unknown({ steps: all }: Procedure, path: Path): readonly Problem[] {
  const names = all.map(nameOf);
  return all.flatMap((step, index) => {
    const named = [
      ...(step.after ?? []).map((name) => ['after', name] as const),
      ...(step['not by'] === undefined ? [] : [['not by', step['not by']] as const]),
    ];
    return named
      .filter(([, name]) => !names.includes(name))
      .map(([key, name]) =>
        problem(
          [...path, index, key],
          'unknown-step',
          `\`${name}\` is no step of this procedure${suggest(name, names)}`,
        ),
      );
  });
}

/** Only what `after` says can close one: what stands above has always been before. */
function circle({ steps: all }: Procedure, path: Path): readonly Problem[] {
  const names = all.map(nameOf);
  const before = (index: number): readonly number[] =>
    (all[index]!.after ?? (index === 0 ? [] : [names[index - 1]!]))
      .map((name) => names.indexOf(name))
      .filter((at) => at >= 0);
  const reached = (from: number): Set<number> => {
    const seen = new Set<number>();
    const open = [...before(from)];
    for (let next = open.pop(); next !== undefined; next = open.pop())
      if (!seen.has(next)) {
        seen.add(next);
        open.push(...before(next));
      }
    return seen;
  };
  const index = all.findIndex((step, at) => step.after !== undefined && reached(at).has(at));
  if (index < 0) return [];
  const message = `the step waits for itself in the end, and so its turn never comes: take one of its \`after\` out`;
  return [problem([...path, index, 'after'], 'steps-in-a-circle', message)];
}

/** What the clock or a change begins has nobody who could answer. */
function askingNobody({ asks = {}, every, starts }: Procedure, name: string): readonly Problem[] {
  const questions = Object.keys(asks);
  const comes = starts !== undefined || (every !== undefined && (hasRhythm(every) || every.kind === 'on change'));
  if (questions.length === 0 || !comes) return [];
  const key = every === undefined ? 'starts' : 'every';
  const message = `\`${key}\` begins nothing: it asks for ${questions.map((one) => `\`${one}\``).join(', ')}, and then nobody is there who could answer`;
  return [clash(['procedures', name, key], 'asks-nobody', message, ['procedures', name, 'asks'])];
}

function opening({ steps: all }: Procedure, path: Path, severities: readonly string[]): readonly Problem[] {
  return all.flatMap((step, index) => {
    const failing = step['on failure'];
    if (typeof failing !== 'object' || severities.includes(failing.open)) return [];
    const message = `\`${failing.open}\` is not a severity of \`severities\`${suggest(failing.open, severities)}`;
    return [problem([...path, index, 'on failure'], 'unknown-severity', message)];
  });
}

/** Procedures that call each other would never end. */
function callCircles(procedures: Readonly<Record<string, Procedure>>): readonly Problem[] {
  const called = (name: string): readonly string[] => procedures[name]?.steps.flatMap(({ call }) => call ?? []) ?? [];
  const leadsTo = (from: string, to: string, seen: readonly string[] = []): boolean =>
    from === to || (!seen.includes(from) && called(from).some((next) => leadsTo(next, to, [...seen, from])));
  return Object.entries(procedures).flatMap(([name, procedure]) =>
    procedure.steps.flatMap(({ call }, index) =>
      call === undefined || !leadsTo(call, name)
        ? []
        : [
            problem(
              ['procedures', name, 'steps', index, 'call'],
              'procedures-in-a-circle',
              `\`${call}\` calls \`${name}\` again in the end, and so neither is ever over`,
            ),
          ],
    ),
  );
}
