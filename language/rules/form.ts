import type { Rules } from './rule.ts';

/** What is wrong with a file or one of its entries, looked at alone. */
export const form = {
  // The file.
  unreadable: ['error', 'the file is not there or may not be read'],
  encoding: ['error', 'the file is not text in UTF-8'],
  'too-large': ['error', 'the file is larger than a plan ever is'],
  'too-deep': ['error', 'too many levels are nested'],
  'control-character': ['error', 'a character stands there that is no text'],
  // YAML.
  yaml: ['error', 'it is not the YAML of a plan'],
  alias: ['error', 'an alias leads nowhere or contains itself'],
  'duplicate-key': ['error', 'a key is said twice'],
  // Keys and values.
  'unknown-key': ['error', 'a key that the language does not have'],
  missing: ['error', 'something that must be said is not'],
  'wrong-type': ['error', 'a list where keys are expected, a number where a text is, and the like'],
  'wrong-value': ['error', 'a value that is not possible there'],
  // Words.
  text: ['error', 'a text is empty'],
  name: ['error', 'it cannot be a name'],
  reference: ['error', 'it cannot be the prefix of references'],
  email: ['error', 'it is not an e-mail address'],
  domain: ['error', 'it is not a domain'],
  locale: ['error', 'it is not a language'],
  'time-zone': ['error', 'it is not a time zone'],
  time: ['error', 'it is not a time of the language'],
  date: ['error', 'it is not a date'],
  hours: ['error', 'it is not an interval of a day, or two of them overlap'],
  holidays: ['error', 'the public holidays of that place are not known'],
  // Acceptances.
  'unknown-rule': ['warning', 'what is accepted is not a rule'],
  'cannot-accept': ['warning', 'what is accepted is an error, which can only be put right'],
  'accept-without-reason': ['warning', 'it is not said why something is accepted'],
  'unused-acceptance': ['warning', 'nothing is there that needs to be accepted'],
  // Good to know.
  'not-configured': ['note', 'a `${NAME}` has no value yet'],
} as const satisfies Rules;
