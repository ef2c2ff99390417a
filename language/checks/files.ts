import type { Draft } from '../draft.ts';
import { problem } from '../finding.ts';
import type { Problem } from '../finding.ts';

/** Rule runbook-not-there: whoever needs a runbook or an article must find it beside the plan. */
export const files = ({ written }: Draft, { has }: { readonly has: (path: string) => boolean }): readonly Problem[] =>
  (['runbooks', 'articles'] as const).flatMap((chapter) =>
    Object.entries(written[chapter] ?? {}).flatMap(([name, { file }]): Problem[] => {
      if (has(file)) return [];
      const message = `there is no file \`${file}\` beside the plan: write it, or name the one that is meant`;
      return [problem([chapter, name, 'file'], 'runbook-not-there', message)];
    }),
  );
