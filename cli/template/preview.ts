import { writeFile } from 'node:fs/promises';

import type { Command } from 'commander';

import type { Preview, Previewed } from '../../services/notification/preview.ts';
import { Refused, Undone } from '../ends.ts';
import type { Everywhere } from '../options.ts';
import { loadFiles } from '../plan/check.ts';
import { print } from '../terminal.ts';

interface Options extends Everywhere {
  readonly plan?: string;
  readonly locale?: string;
  readonly html?: string;
}

/** `guardia template preview [NAME]`. */
export const addPreview = (template: Command): Command =>
  template
    .command('preview [name]')
    .description('show the messages that requesters and users get, for a made-up incident')
    .option('--plan <file>', "a plan file: in its language, with its own templates (default: Guardia's messages)")
    .option('--locale <locale>', 'in another language: en, es, pt or ro')
    .option('--html <file>', 'write them as a page, as mail programs show them')
    .action(preview);

async function preview(name: string | undefined, _options: Options, command: Command): Promise<void> {
  const { plan: file, locale, html, json } = command.optsWithGlobals<Options>();
  const plan = file === undefined ? nobodys : await planIn(file);
  const { previews } = await import('../../services/notification/preview.ts');
  const all = await previews({ ...plan, locale: localeOf(locale) ?? plan.locale }, Date.now());
  const wanted = all.filter((one) => name === undefined || one.name === name);
  if (wanted.length === 0)
    throw new Refused(`There is no message ${name}: there are ${all.map((one) => one.name).join(', ')}.`);
  if (html !== undefined) return write(html, wanted);
  print(json, wanted, () => wanted.flatMap(linesOf));
}

const nobodys: Previewed = {
  title: 'Guardia',
  reference: 'INC',
  locale: 'en',
  timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  severities: {},
  services: {},
  templates: {},
  surveys: {},
};

function localeOf(locale: string | undefined): string | undefined {
  if (locale === undefined || /^(en|es|pt|ro)(-[A-Za-z]{2})?$/.test(locale)) return locale;
  throw new Refused(`There are no messages in ${locale}: there are en, es, pt and ro.`);
}

async function planIn(file: string): Promise<Previewed> {
  const [loaded] = await loadFiles([file]);
  const unread = loaded!.findings.find(({ rule }) => rule === 'unreadable');
  if (unread !== undefined) throw new Undone(`${unread.file}: ${unread.message}.`);
  if (loaded!.compiled === undefined)
    throw new Refused(`${file} is no whole plan yet: guardia plan check ${file} tells what is wrong.`);
  return loaded!.compiled.plan;
}

const linesOf = ({ name, of, subject, text }: Preview): string[] => [
  `── ${name} (${of})`,
  `Subject: ${subject}`,
  '',
  ...text.split('\n'),
  '',
];

/** One page of all of them; each is a document of its own, so that none changes how another looks. */
async function write(file: string, all: readonly Preview[]): Promise<void> {
  const { html } = await import('hono/html');
  const page = await html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <title>Messages</title>
      <body style="font-family:system-ui,sans-serif;max-width:48rem;margin:2rem auto">
        ${all.map(
          (one) =>
            html`<h2>${one.name} <small>(${one.of})</small></h2>
              <p>${one.subject}</p>
              <iframe
                title="${one.name}"
                srcdoc="${one.html}"
                sandbox
                style="width:100%;height:22rem;border:1px solid #ccc"
              ></iframe>`,
        )}
      </body>
    </html>`;
  try {
    await writeFile(file, page.toString());
  } catch (error) {
    throw new Undone(`${file} could not be written: ${(error as NodeJS.ErrnoException).code}.`);
  }
}
