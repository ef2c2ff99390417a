/** The languages in which plans are likely to be written. */
const codes =
  'ar bg ca cs da de el en es et eu fi fr ga gl hi hr hu it ja ko lt lv mk mt nl no pl pt ro ru sk sl sq sr sv tr uk zh'.split(
    ' ',
  );

/** The tag of a language that is called so in itself or in English: `pt` of `português`; null where none is. */
export function tagOf(name: string): string | null {
  const wanted = plain(name);
  const isCalled = (tag: string, locale: string): boolean =>
    plain(new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? '') === wanted;
  return codes.find((tag) => isCalled(tag, tag) || isCalled(tag, 'en')) ?? null;
}

/** Without accents and capitals. */
const plain = (text: string): string => text.trim().normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
