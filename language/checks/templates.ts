import type { Draft } from '../draft.ts';
import { problem } from '../finding.ts';
import type { Problem } from '../finding.ts';
import { suggest } from '../suggest.ts';
import { bracedIn, fillable } from '../template.ts';

/** Rule unknown-name-in-braces: nothing is ever filled in there. */
export const templates = (draft: Draft): readonly Problem[] =>
  Object.entries(draft.written.templates ?? {}).flatMap(([name, template]) =>
    (['subject', 'body'] as const).flatMap((key) =>
      [...new Set(bracedIn(template[key] ?? ''))]
        .filter((braced) => !(fillable as readonly string[]).includes(braced))
        .map((braced) => problem(['templates', name, key], 'unknown-name-in-braces', sentence(braced))),
    ),
  );

const sentence = (braced: string): string =>
  `nothing is known by the name \`{${braced}}\`${suggest(braced, fillable)}; there are ${fillable.map((one) => `\`{${one}}\``).join(', ')}`;
