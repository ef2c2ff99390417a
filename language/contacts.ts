import { meantAs } from './diff/canonical.ts';
import { at, isFields } from './json.ts';
import type { Fields, Json } from './json.ts';
import { parse } from './parse.ts';

/** Whether somebody who is in both texts of plans is reached, or called, in another way in each. */
export function contactsDiffer(before: string, after: string): boolean {
  const [old, young] = [peopleIn(before), peopleIn(after)];
  return Object.keys(old).some((id) => Object.hasOwn(young, id) && meantAs(old[id]) !== meantAs(young[id]));
}

function peopleIn(text: string): Fields {
  const people = at(parse(text, '').value as Json, 'people');
  return isFields(people) ? people : {};
}
