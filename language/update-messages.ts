/** What the steps of an update are called, in one language. Nothing here is markup. */
interface UpdateMessages {
  readonly scan: string;
  /** What is asked when it is begun, and the program that looks for updates answers. */
  readonly question: string;
  readonly before: string;
  readonly window: string;
  readonly apply: string;
  readonly undo: string;
  readonly after: string;
  readonly verify: string;
}

const en: UpdateMessages = {
  scan: 'Look for updates',
  question: 'What is there to update?',
  before: 'Tests before',
  window: 'Wait for the maintenance window',
  apply: 'Apply the updates',
  undo: 'Put back the versions from before',
  after: 'Tests after',
  verify: 'See that everything runs as before',
};

const es: UpdateMessages = {
  scan: 'Buscar actualizaciones',
  question: '¿Qué hay que actualizar?',
  before: 'Pruebas antes',
  window: 'Esperar la ventana de mantenimiento',
  apply: 'Aplicar las actualizaciones',
  undo: 'Volver a las versiones anteriores',
  after: 'Pruebas después',
  verify: 'Comprobar que todo funciona como antes',
};

const pt: UpdateMessages = {
  scan: 'Procurar atualizações',
  question: 'O que há para atualizar?',
  before: 'Testes antes',
  window: 'Esperar a janela de manutenção',
  apply: 'Aplicar as atualizações',
  undo: 'Voltar às versões anteriores',
  after: 'Testes depois',
  verify: 'Confirmar que tudo funciona como antes',
};

const ro: UpdateMessages = {
  scan: 'Caută actualizări',
  question: 'Ce este de actualizat?',
  before: 'Teste înainte',
  window: 'Așteaptă fereastra de mentenanță',
  apply: 'Aplică actualizările',
  undo: 'Revino la versiunile dinainte',
  after: 'Teste după',
  verify: 'Verifică dacă totul merge ca înainte',
};

const catalogue: Readonly<Record<string, UpdateMessages>> = { en, es, pt, ro };

/** The messages of a locale such as `ro` or `pt-BR`; English where that language is not there. */
export const updateMessagesIn = (locale: string): UpdateMessages =>
  catalogue[locale.split('-')[0]!.toLowerCase()] ?? en;
