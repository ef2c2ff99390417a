/** The name that was meant, if one is near enough: a few letters away, or the same word in singular or plural. */
export function nearest(written: string, names: readonly string[]): string | null {
  const small = written.toLowerCase();
  const ranked = names.map((name) => ({ name, far: distance(small, name.toLowerCase()) }));
  const first = ranked.toSorted((a, b) => a.far - b.far)[0];
  if (first !== undefined && first.far <= Math.max(1, Math.floor(written.length / 3))) return first.name;
  return names.find((name) => stem(name.toLowerCase()) === stem(small)) ?? null;
}

const stem = (word: string): string => word.replace(/(ies|y|es|s)$/, '');

/** ` Did you mean …?` with the nearest of the names, or, where none is near, all of them if they are few. */
export function suggest(written: string, names: readonly string[]): string {
  const near = nearest(written, names);
  if (near !== null) return `; did you mean \`${near}\`?`;
  if (names.length === 0 || names.length > 12) return '';
  return `; there ${names.length === 1 ? 'is' : 'are'} ${names.map((name) => `\`${name}\``).join(', ')}`;
}

/** How many letters must be added, removed, replaced or swapped with their neighbour (optimal string alignment). */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 5) return Infinity;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + (same ? 0 : 1), swapped ? before[j - 2]! + 1 : Infinity),
      );
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}
