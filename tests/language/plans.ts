import { compilePlan } from '../../language/compile.ts';
import type { Surroundings } from '../../language/compile.ts';
import type { Finding } from '../../language/finding.ts';

/** The head of a plan that is right by itself. */
const head = `guardia: 1
plan: shop
title: Shop
reference: SHO
locale: en
timezone: Europe/Bucharest
`;

const people = `people:
  ana: { name: Ana, email: ana@shop.example }
`;

const severities = `severities:
  P1: { response: 1h }
`;

/** A small right plan with these chapters; people and severities are there unless the chapters bring their own. */
export const planWith = (chapters = ''): string =>
  [head, /^people:/m.test(chapters) ? '' : people, /^severities:/m.test(chapters) ? '' : severities, chapters].join('');

/** Nothing around a plan but these variables, and every file but those that are said not to be there. */
export const alone = (env: Record<string, string> = {}): Surroundings => ({
  env,
  has: (path) => !path.includes('not-there'),
});

export const allFindingsIn = (text: string, env: Record<string, string> = {}): readonly Finding[] =>
  compilePlan(text, 'shop.yaml', alone(env)).findings;

/** All but what nothing refers to: in a small plan that is beside the point. */
export const findingsIn = (text: string, env: Record<string, string> = {}): readonly Finding[] =>
  allFindingsIn(text, env).filter(({ rule }) => !/^unused-(person|role|calendar)$/.test(rule));

/** `rule path` of each finding, then the path that it refers to, if any. */
export const pathsOf = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ rule, path, related }) => [rule, path, ...(related === undefined ? [] : [related.path])].join(' '));

/** `rule path` of each finding. */
export const rulesIn = (text: string): readonly string[] => findingsIn(text).map(({ rule, path }) => `${rule} ${path}`);
