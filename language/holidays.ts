import Holidays from 'date-holidays';
import { Temporal } from 'temporal-polyfill';

/** Whose public holidays close a calendar: codes of ISO 3166 as date-holidays knows them. */
export interface HolidaySource {
  readonly country: string;
  readonly state?: string | undefined;
  readonly region?: string | undefined;
}

/** What was found out once: it takes milliseconds, and every look at what comes round asks for several years. */
const found = new Map<string, readonly string[]>();
const mostFound = 2000;

/** The dates (`2027-05-03`) of a year that are public holidays: those whose noon lies inside one. */
export function holidayDates(source: HolidaySource, year: number): readonly string[] {
  const key = JSON.stringify([source.country, source.state, source.region, year]);
  const dates = found.get(key) ?? lookUp(source, year);
  if (found.size >= mostFound) found.clear();
  found.set(key, dates);
  return dates;
}

function lookUp(source: HolidaySource, year: number): readonly string[] {
  return holidaysOf(source)
    .getHolidays(year)
    .flatMap(({ date, start, end }) => {
      const from = Temporal.PlainDateTime.from(date.slice(0, 19).replace(' ', 'T'));
      const until = from.add({ milliseconds: end.getTime() - start.getTime() });
      return noonsBetween(from, until);
    });
}

/** Says what is wrong with a source of holidays; null when there are holidays for it. */
export function holidayProblem({ country, state, region }: HolidaySource): string | null {
  const all = new Holidays();
  const countries = Object.keys(all.getCountries() ?? {});
  if (!countries.includes(country)) {
    const code = codeOf(country);
    return code === undefined
      ? `no public holidays are known for the country \`${country}\`: write a code such as RO or ES`
      : `\`${country}\` is not the code of a country: write ${code}`;
  }
  if (state !== undefined) return stateProblem(all, { country, state, region });
  return region === undefined ? null : `\`${country}\` has no region \`${region}\` there: none are known`;
}

function stateProblem(
  all: Holidays,
  { country, state, region }: HolidaySource & { readonly state: string },
): string | null {
  const states = Object.keys(all.getStates(country) ?? {});
  if (states.length === 0)
    return `\`${country}\` has no states with holidays of their own: write \`holidays: ${country}\``;
  if (!states.includes(state)) return `\`${country}\` has no state \`${state}\` with holidays: ${listed(states)}`;
  const regions = Object.keys(all.getRegions(country, state) ?? {});
  if (region !== undefined && !regions.includes(region))
    return `\`${country}\` has no region \`${region}\` there: ${listed(regions)}`;
  return null;
}

/** Of a country that is called by its name, in English or its own language, or by its code in small letters. */
function codeOf(country: string): string | undefined {
  const wanted = country.trim().toLowerCase();
  const named = [new Holidays().getCountries() ?? {}, new Holidays().getCountries('en') ?? {}].flatMap(Object.entries);
  return named.find(([code, name]) => code.toLowerCase() === wanted || name.toLowerCase() === wanted)?.[0];
}

function holidaysOf({ country, state, region }: HolidaySource): Holidays {
  const place = { country, ...(state !== undefined && { state }), ...(region !== undefined && { region }) };
  return new Holidays(place, { types: ['public'] });
}

/** A holiday may last several days, begin at dusk, or be an hour short by DST: noon tells which days it closes. */
function noonsBetween(from: Temporal.PlainDateTime, until: Temporal.PlainDateTime): string[] {
  const dates: string[] = [];
  for (
    let noon = from.withPlainTime('12:00');
    Temporal.PlainDateTime.compare(noon, until) < 0;
    noon = noon.add({ days: 1 })
  )
    if (Temporal.PlainDateTime.compare(noon, from) >= 0) dates.push(noon.toPlainDate().toString());
  return dates;
}

const listed = (names: readonly string[]): string =>
  names.length === 0 ? 'none are known' : `there are ${names.join(', ')}`;
