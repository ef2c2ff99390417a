/** Names in braces are filled in once; a sentence about what nobody knows is left out. */
import { expect, test } from 'vitest';

import { letterNames, lettersIn } from '../../language/letters.ts';
import { bracedIn, fill, fillable, filled } from '../../language/template.ts';

test('what is filled in is not read again', () =>
  expect(fill('We know about {title}.', { title: '{link} {title}', link: 'x' })).toBe('We know about {link} {title}.'));

test('a sentence with something unknown is left out, and no other', () => {
  const text = 'We know about {title}! More by {next}. Thank you.\n\nUntil then: {text}\n\nGood-bye.';
  expect(fill(text, { title: 'it', next: null })).toBe('We know about it! Thank you.\n\nGood-bye.');
  expect(fill(text, { title: 'it', next: '10:00', text: 'wait' })).toBe(
    'We know about it! More by 10:00. Thank you.\n\nUntil then: wait\n\nGood-bye.',
  );
});

test('line breaks stay as they are written', () => expect(fill('a\nb\n\nc\n', {})).toBe('a\nb\n\nc'));

test('a subject stays, whatever is known', () =>
  expect(filled('About {service}: {title}', { title: 'it' })).toBe('About : it'));

test('names of settings are not for filling in', () => expect(bracedIn('${NAME} {title}')).toEqual(['title']));

test.each(['en', 'es', 'pt', 'ro'])('every letter in %s names only what can be filled in', (locale) => {
  const { bodies, expected, closed, unattended, reopenable } = lettersIn(locale);
  for (const text of [...letterNames.map((name) => bodies[name]), expected, closed, unattended, reopenable])
    for (const name of bracedIn(text)) expect(fillable).toContain(name);
});

test('letters of a language that is not there are English', () => expect(lettersIn('fr-FR')).toBe(lettersIn('en')));
