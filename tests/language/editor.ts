import { Ajv } from 'ajv';
import { parse } from 'yaml';

import { jsonSchema } from '../../language/json-schema.ts';

const ajv = new Ajv({
  allErrors: true,
  keywords: ['patternErrorMessage', 'x-guardia'],
  strictTypes: false,
  allowMatchingProperties: true,
});
const accepts = ajv.compile(jsonSchema());

/** What an editor would underline in a plan, as `path sentence`. */
export const underlined = (plan: string): readonly string[] =>
  accepts(parse(plan, { merge: true, logLevel: 'error' }))
    ? []
    : (accepts.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
