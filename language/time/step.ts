import { usualMetrics } from '../../domain/clock.ts';
import type { StepAt } from '../../domain/plan/escalation.ts';
import { andThen } from './parsed.ts';
import type { Parsed } from './parsed.ts';
import { parseSpan } from './span.ts';

const second = 1000;

/** Reads when a step is taken: `opening`, a share such as `50% of response`, or a span since the opening (ms). Any name may be that of a clock. */
export function parseStepAt(written: string): Parsed<StepAt> {
  const text = written.trim();
  if (text === 'opening') return { value: { afterMs: 0 } };
  if (text.includes('%')) return parseShare(text);
  const share = meantShare(text);
  if (share !== null) return { problem: `\`${text}\` is not a time of a step: write ${share}` };
  if (!/^\d/.test(text))
    return { problem: `\`${text}\` is not a time of a step: write opening, 100% of response or 30m` };
  return andThen(parseSpan(text), (afterMs) => ({ value: { afterMs } }));
}

/** Reads `every 15m until acknowledged` and promises the ms between two repeats, at least 1 s. */
export function parseRepeat(written: string): Parsed<number> {
  const text = written.trim();
  const span = /^every +(.+?) +until +acknowledged$/.exec(text)?.[1];
  if (span === undefined)
    return { problem: `\`${text}\` does not say how to repeat: write it like every 15m until acknowledged` };
  return andThen(parseSpan(span), (ms) =>
    ms >= second ? { value: ms } : { problem: `\`${span}\` is too often to repeat: 1s is the least` },
  );
}

/** `half of the response` and `50 of response` mean a share. */
function meantShare(text: string): string | null {
  const [, amount, of] = /^(?:an? |the )?(half|\d+) +(?:of )?(?:the )?(\S+)(?: time)?$/.exec(text) ?? [];
  return amount === undefined || !usualMetrics.includes(of!) ? null : `${amount === 'half' ? 50 : amount}% of ${of}`;
}

function parseShare(text: string): Parsed<StepAt> {
  const [, percent, of] = /^(\d+(?:\.\d+)?) ?% +of +(\S+)$/.exec(text) ?? [];
  if (percent === undefined || of === undefined)
    return { problem: `\`${text}\` is not a share of a clock: write it like 50% of response` };
  const share = Number(percent) / 100;
  if (share === 0) return { problem: `\`${text}\` is the opening: write opening` };
  return share <= 10 ? { value: { share, of } } : { problem: `\`${text}\` is out of range: 1000% is the most` };
}
