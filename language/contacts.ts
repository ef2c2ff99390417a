import { meantAs } from './diff/canonical.ts';
import { at, isFields } from './json.ts';
import type { Fields, Json } from './json.ts';
import { parse } from './parse.ts';

/** Whether somebody who is in both texts of plans is reached, or called, in another way in each, or a customer known by another address. */
export function contactsDiffer(before: string, after: string): boolean {
  const [old, young] = [namedIn(before, 'people'), namedIn(after, 'people')];
  const [had, have] = [namedIn(before, 'customers'), namedIn(after, 'customers')];
  const known = Object.keys(had).filter((id) => Object.hasOwn(have, id));
  if (known.some((id) => meantAs(addressesOf(had[id])) !== meantAs(addressesOf(have[id])))) return true;
  return Object.keys(old).some((id) => Object.hasOwn(young, id) && meantAs(old[id]) !== meantAs(young[id]));
}

function namedIn(text: string, chapter: string): Fields {
  const named = at(parse(text, '').value as Json, chapter);
  return isFields(named) ? named : {};
}

const addressesOf = (customer: Json | undefined): Json => (isFields(customer) ? (customer['addresses'] ?? null) : null);
