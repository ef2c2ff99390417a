import { judge } from '../../../domain/monitor/verdict.ts';
import { watchedOf } from '../../../domain/monitor/watched.ts';
import { questionOf } from '../../monitor/question.ts';
import { record } from '../../monitor/record.ts';
import type { Executor } from '../job.ts';

const mostMs = 10 * 60_000;

/** Looks at one of the plan's checks, and keeps what it saw as the check's own result: it must be good. */
export const check: Executor<{ kind: 'check'; check: string }> = async (desk, tools, job, { check: name }) => {
  const { plan } = job.rules;
  const watched = watchedOf(plan).find((one) => one.name === `check/${name}`);
  if (watched === undefined) return { result: 'failed', why: 'no-check' };
  const nowAt = desk.now();
  const question = questionOf(watched, desk.env, { nowAt, mostMs: job.step.withinMs ?? mostMs });
  if (question === null) return { result: 'failed', why: 'not-configured' };
  const measured = await tools.look(question, job.signal);
  job.signal.throwIfAborted();
  const { ok, value, words } = judge(watched.expected, measured);
  await record(desk, plan, watched, { nominalAt: nowAt, measured });
  const data = { ms: measured.ms, value };
  job.say(`check/${name}: ${ok === true ? 'good' : (words ?? 'not measured')}\n`);
  if (ok === null) return { result: 'failed', why: 'not-measured', data };
  return ok ? { result: 'done', data } : { result: 'failed', why: 'bad', data };
};
