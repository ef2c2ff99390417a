import type { Source } from '../../services/backup/driver.ts';

/** `transport/database-20261122T030000123Z.dump`: by whom and when, so that people find it without Guardia. */
export const locationAt = ({ plan, backup }: Source, at: number, ending: string): string =>
  `${plan}/${backup}-${new Date(at).toISOString().replaceAll(/[-:.]/g, '')}${ending}`;
