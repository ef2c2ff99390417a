import type { Draft } from '../draft.ts';
import { clash } from '../finding.ts';
import type { Problem } from '../finding.ts';

/** Rule news-of-the-ended: news are owed of what is open, so whoever is to hear them has heard of it by then. */
export const communication = ({ written }: Draft): readonly Problem[] =>
  (written.communication ?? []).flatMap(({ at = 'opening', every }, index) => {
    if (every === undefined || at === 'opening' || at === 'acknowledge') return [];
    const message = `news are promised regularly, yet only from \`at: ${at}\` on, after which none follow: say \`at: opening\`, or leave \`every\` out`;
    return [clash(['communication', index, 'every'], 'news-of-the-ended', message, ['communication', index, 'at'])];
  });
