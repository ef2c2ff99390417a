/** What is asked of those who rehearse a recovery and look after a standby, in one language. */
interface ContinuityMessages {
  readonly drill: (recovery: string) => string;
  /** Nothing of it begins before. */
  readonly begin: (recovery: string) => string;
  readonly standby: (title: string) => string;
  readonly ready: readonly string[];
}

const en: ContinuityMessages = {
  drill: (recovery) => `Drill: ${recovery}`,
  begin: (recovery) => `Is everything prepared, so that “${recovery}” can be rehearsed now?`,
  standby: (title) => `Ready to take over? ${title}`,
  ready: ['It is there and can be reached', 'Its data and versions are those it would need', 'Who may switch over can'],
};

const es: ContinuityMessages = {
  drill: (recovery) => `Simulacro: ${recovery}`,
  begin: (recovery) => `¿Está todo preparado para ensayar «${recovery}» ahora?`,
  standby: (title) => `¿Listo para tomar el relevo? ${title}`,
  ready: ['Está ahí y se puede acceder', 'Sus datos y versiones son los que necesitaría', 'Quien debe activarlo puede'],
};

const pt: ContinuityMessages = {
  drill: (recovery) => `Simulado: ${recovery}`,
  begin: (recovery) => `Está tudo preparado para ensaiar “${recovery}” agora?`,
  standby: (title) => `Pronto para assumir? ${title}`,
  ready: [
    'Está lá e pode ser acessado',
    'Seus dados e versões são os de que precisaria',
    'Quem deve ativá-lo consegue',
  ],
};

const ro: ContinuityMessages = {
  drill: (recovery) => `Exercițiu: ${recovery}`,
  begin: (recovery) => `Este totul pregătit ca „${recovery}” să fie exersat acum?`,
  standby: (title) => `Gata să preia? ${title}`,
  ready: [
    'Există și poate fi accesat',
    'Are datele și versiunile de care ar fi nevoie',
    'Cine trebuie să comute poate',
  ],
};

const catalogue: Readonly<Record<string, ContinuityMessages>> = { en, es, pt, ro };

/** The messages of a locale such as `ro` or `pt-BR`; English where that language is not there. */
export const continuityIn = (locale: string): ContinuityMessages =>
  catalogue[locale.split('-')[0]!.toLowerCase()] ?? en;
