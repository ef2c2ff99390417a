import type { Command } from 'commander';

interface Options {
  readonly markdown?: true;
}

/** `guardia plan schema`. */
export const addSchema = (plan: Command): Command =>
  plan
    .command('schema')
    .description('print the JSON Schema of a plan file, by which editors complete and explain it')
    .option('--markdown', 'print every key of a plan as a page for people instead')
    .addHelpText('after', '\nIn a plan: # yaml-language-server: $schema=guardia.schema.json')
    .action(printSchema);

async function printSchema({ markdown }: Options): Promise<void> {
  const { jsonSchema } = await import('../../language/json-schema.ts');
  const { keyPage } = await import('../../language/key-page.ts');
  process.stdout.write(markdown ? keyPage() : `${JSON.stringify(jsonSchema(), null, 2)}\n`);
}
