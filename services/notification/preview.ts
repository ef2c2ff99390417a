import type { Plan } from '../../domain/plan.ts';
import { letterNames, lettersIn } from '../../language/letters.ts';
import type { LetterName, Letters } from '../../language/letters.ts';
import { sayInstant } from '../../language/instant.ts';
import { messagesIn } from '../../language/messages.ts';
import { fill, filled } from '../../language/template.ts';
import type { Filling } from '../../language/template.ts';

import { letterHtml, letterText } from './letter.ts';
import type { Letter } from './letter.ts';

const hour = 3_600_000;

/** A message as it would be sent about a made-up incident. */
export interface Preview {
  readonly name: string;
  /** Whose words these are. */
  readonly of: 'Guardia' | 'the plan';
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What of a plan its messages need. */
export type Previewed = Pick<
  Plan,
  'title' | 'reference' | 'locale' | 'timezone' | 'severities' | 'services' | 'templates' | 'surveys'
>;

/** Every message that Guardia sends to who asked for help or is told by the plan: its own ones, then those of the plan. */
export function previews(plan: Previewed, now: number): Promise<readonly Preview[]> {
  const say = lettersIn(plan.locale);
  const filling = madeUp(plan, say, now);
  const own = letterNames.map((name) => ({ name, of: 'Guardia' as const, subject: null, body: say.bodies[name] }));
  const ofPlan = Object.entries(plan.templates).map(([name, one]) => ({ ...one, name, of: 'the plan' as const }));
  return Promise.all(
    [...own, ...ofPlan].map(async ({ name, of, subject, body }) => {
      const more = of === 'Guardia' ? besides(name, plan, say, filling) : {};
      const letter: Letter = {
        paragraphs: [fill(body, filling), ...(more.sentences ?? [])].flatMap((one) => one.split('\n\n')),
        survey: more.survey ?? null,
        link: { label: say.follow, href: filling.link! },
        leave: null,
        foot: say.why.requester(plan.title),
      };
      return {
        name,
        of,
        subject: `[${filling.reference}] ${filled(subject ?? '{title}', filling)}`,
        text: letterText(letter),
        html: await letterHtml(letter, plan.locale),
      };
    }),
  );
}

function madeUp({ reference, locale, timezone, severities, services }: Previewed, say: Letters, now: number): Filling {
  const when = (at: number) => sayInstant(at, timezone, locale);
  return {
    ...say.sample,
    reference: `${reference}-1`,
    severity: Object.values(severities)[0]?.title ?? 'P1',
    service: Object.values(services)[0]?.title ?? null,
    status: messagesIn(locale).statuses.in_progress,
    at: when(now),
    next: when(now + hour),
    from: when(now + 24 * hour),
    to: when(now + 25 * hour),
    version: '2.4.1',
    link: 'https://guardia.example/requests/…',
  };
}

type More = { readonly sentences?: readonly string[]; readonly survey?: Letter['survey'] };

/** What goes with some of Guardia's own. */
function besides(name: LetterName, { surveys }: Previewed, say: Letters, filling: Filling): More {
  if (name === 'received')
    return {
      sentences: [`${fill(say.closed, filling)} ${fill(say.expected, { ...filling, next: filling.to ?? null })}`],
    };
  if (name !== 'resolved' && name !== 'closed') return {};
  const survey = Object.values(surveys).find(({ after }) => after === (name === 'resolved' ? 'resolution' : 'closing'));
  const marks = Array.from({ length: survey?.outOf ?? 0 }, (_, index) => String(index + 1));
  return {
    sentences: [fill(say.reopenable, filling)],
    survey:
      survey === undefined
        ? null
        : {
            question: survey.question ?? say.question,
            scale: say.scale(survey.outOf),
            marks: marks.map((label) => ({ label, href: `${filling.link}/rate/${label}` })),
          },
  };
}
