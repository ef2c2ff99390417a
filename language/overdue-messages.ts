/** What is said of work that should have begun or ended and did not, in one language. */
interface OverdueMessages {
  readonly unbegun: (title: string, instant: string) => string;
  readonly undone: (title: string, instant: string) => string;
  /** Why the incident is over. */
  readonly caughtUp: (title: string) => string;
}

const en: OverdueMessages = {
  unbegun: (title, instant) => `Overdue: “${title}” of ${instant} has not begun`,
  undone: (title, instant) => `Overdue: “${title}” of ${instant} has not succeeded yet`,
  caughtUp: (title) => `“${title}” has been caught up with.`,
};

const es: OverdueMessages = {
  unbegun: (title, instant) => `Atrasado: «${title}» del ${instant} no ha empezado`,
  undone: (title, instant) => `Atrasado: «${title}» del ${instant} aún no ha terminado bien`,
  caughtUp: (title) => `«${title}» se ha recuperado.`,
};

const pt: OverdueMessages = {
  unbegun: (title, instant) => `Atrasado: “${title}” de ${instant} não começou`,
  undone: (title, instant) => `Atrasado: “${title}” de ${instant} ainda não terminou bem`,
  caughtUp: (title) => `“${title}” foi recuperado.`,
};

const ro: OverdueMessages = {
  unbegun: (title, instant) => `Întârziat: „${title}” de la ${instant} nu a început`,
  undone: (title, instant) => `Întârziat: „${title}” de la ${instant} încă nu s-a terminat cu bine`,
  caughtUp: (title) => `„${title}” a fost recuperat.`,
};

const catalogue: Readonly<Record<string, OverdueMessages>> = { en, es, pt, ro };

/** The messages of a locale such as `ro` or `pt-BR`; English where that language is not there. */
export const overdueIn = (locale: string): OverdueMessages => catalogue[locale.split('-')[0]!.toLowerCase()] ?? en;
