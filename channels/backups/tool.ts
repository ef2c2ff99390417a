import { existsSync, readdirSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

import { Failure } from '../../services/backup/driver.ts';
import type { Tool, Work } from '../../services/backup/driver.ts';
import { runProgram } from '../command.ts';

import { isThere } from './postgres-programs.ts';

/** How much of what a tool says is looked at when it fails. */
const remembered = 20_000;
const graceMs = 5000;

interface Use extends Work {
  readonly environment?: Readonly<Record<string, string>>;
  /** What must not be seen in what it says. */
  readonly secrets?: readonly string[];
  readonly folder?: string;
  readonly as?: { readonly uid: number; readonly gid: number } | undefined;
  /** Does not tell what it answers, which may be long. */
  readonly quiet?: boolean;
  /** The codes with which it ends well. */
  readonly good?: readonly number[];
}

/** Uses a tool to its end and answers what it wrote to its output. Throws a `Failure` with the code of what went wrong. */
export async function use(tool: Tool, args: readonly string[], options: Use): Promise<string> {
  const { environment = {}, secrets = [], good = [0], quiet = false, say, signal } = options;
  const said = { out: '', err: '' };
  const hear = (text: string, where: 'out' | 'err') => {
    said[where] = where === 'out' ? said.out + text : (said.err + text).slice(-remembered);
    if (where === 'err' || !quiet) say(without(secrets, text));
  };
  const surroundings = { signal, hear, graceMs, folder: options.folder, as: options.as };
  const ended = await runProgram([tool.program, ...args], {
    ...surroundings,
    environment: { LC_ALL: 'C', PATH: path(), ...environment },
  }).catch((error: unknown) => {
    throw failureOf(error, tool);
  });
  if (ended.code !== null && good.includes(ended.code)) return said.out;
  throw ended.code === null
    ? new Failure('killed', tool.program)
    : new Failure(codeOf(`${said.err}\n${said.out.slice(-remembered)}`) ?? `exit-${ended.code}`, tool.program);
}

/** Debian keeps some of Postgres's programs apart, by their version: the newest is taken. */
function path(): string {
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  return [process.env['PATH'], ...versions.map((one) => join(debian, one, 'bin'))].join(delimiter);
}

const debian = '/usr/lib/postgresql';

/** Where a program is; null: nowhere. */
export function findTool(program: string): string | null {
  const folders = isAbsolute(program) ? ['/'] : path().split(delimiter);
  return folders.map((folder) => join(folder, program)).find(isThere) ?? null;
}

/** `pg_dump (PostgreSQL) 15.8 (Debian …)` as `pg_dump 15.8`. */
export async function versionOf(tool: Tool, work: Work, argument = '--version'): Promise<string> {
  const said = await use(tool, [argument], { ...work, say: () => undefined });
  return `${tool.program} ${/\d+(\.\d+)+/.exec(said)?.[0] ?? ''}`.trim();
}

/** What stopped a program, or kept it from beginning. */
export function failureOf(error: unknown, tool: Tool): Failure {
  if (error instanceof Failure) return error;
  const name = error instanceof Error ? error.name : '';
  if (name === 'TimeoutError') return new Failure('timeout', tool.program);
  if (name === 'AbortError') return new Failure('stopped', tool.program);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'EACCES') return new Failure('missing-tool', `${tool.program} (${tool.debian})`);
  if (code === 'ENOSPC') return new Failure('disk-full');
  return new Failure('unexpected', tool.program);
}

/** What one who follows a log hears when it does not go on: begun anew, it does. */
const logLost =
  /replication slot .* does not exist|requested WAL segment .* has already been removed|not in this server's history|system identifier does not match/i;

const signs: readonly (readonly [RegExp, string])[] = [
  [logLost, 'log-lost'],
  [/no space left on device|disk quota exceeded|file too large/i, 'disk-full'],
  [/server version mismatch|unsupported version \(/i, 'tool-too-old'],
  [/archive_mode must be enabled|archive_command .* must contain|archive timeout|was not archived/i, 'archive-off'],
  [/is there a repository at the following location/i, 'no-repository'],
  [/server closed the connection|terminating connection|no connection to the server/i, 'unreachable'],
  [/unable to acquire lock/i, 'already-running'],
  [/authentication failed|no password supplied|permission denied|must be superuser|wrong password/i, 'not-permitted'],
  [/could not connect|could not translate host|connection refused|timeout expired|no such host/i, 'unreachable'],
  [/checksum|corrupt|unexpected end of file|unexpected eof|invalid data|crc error/i, 'damaged'],
];

const codeOf = (said: string): string | undefined => signs.find(([sign]) => sign.test(said))?.[1];

const without = (secrets: readonly string[], text: string): string =>
  secrets.filter((one) => one.length >= 3).reduce((left, one) => left.replaceAll(one, '***'), text);
