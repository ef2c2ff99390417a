/** What is said of a text that is to be looked over, in one language. */
interface UpkeepMessages {
  /** Of the ticket. */
  readonly title: (text: string) => string;
  readonly question: string;
}

const en: UpkeepMessages = {
  title: (text) => `Review: ${text}`,
  question: 'Is it still right and complete? Where it is not, put it right before this ticket is resolved.',
};

const es: UpkeepMessages = {
  title: (text) => `Revisar: ${text}`,
  question: '¿Sigue siendo correcto y completo? Si no, corríjalo antes de resolver este ticket.',
};

const pt: UpkeepMessages = {
  title: (text) => `Rever: ${text}`,
  question: 'Ainda está correto e completo? Se não, corrija-o antes de resolver este ticket.',
};

const ro: UpkeepMessages = {
  title: (text) => `De revizuit: ${text}`,
  question: 'Este în continuare corect și complet? Dacă nu, corectați-l înainte de a rezolva acest tichet.',
};

const catalogue: Readonly<Record<string, UpkeepMessages>> = { en, es, pt, ro };

/** The messages of a locale such as `ro` or `pt-BR`; English where that language is not there. */
export const upkeepIn = (locale: string): UpkeepMessages => catalogue[locale.split('-')[0]!.toLowerCase()] ?? en;
