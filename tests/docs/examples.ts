import { readFile } from 'node:fs/promises';

/** An example of the documentation: YAML under the heading of a rule, `bad` or `good`. */
export interface Example {
  readonly rule: string;
  readonly kind: string;
  readonly text: string;
}

/** Every fenced block of YAML on the page, with the heading that it stands under. */
export async function examplesIn(page: string): Promise<readonly Example[]> {
  const text = await readFile(new URL(`../../docs/${page}`, import.meta.url), 'utf8');
  return text.split(/^#{2,5} /m).flatMap((section) => {
    const rule = section.slice(0, section.indexOf('\n')).trim();
    return [...section.matchAll(/^```yaml ?(\w*)\n([\s\S]*?)^```$/gm)].map(([, kind = '', code = '']) => ({
      rule,
      kind,
      text: code,
    }));
  });
}
