/** What is found for the reviewer, in one language. Instants and names are spelt already. */
export interface AnomalyMessages {
  /** Before the list. */
  readonly found: (from: string, until: string) => string;
  readonly nothing: (from: string, until: string) => string;
  /** What is counted. */
  readonly tickets: string;
  readonly messages: string;
  readonly alertsOf: (source: string) => string;
  readonly failuresOf: (monitor: string) => string;
  readonly unusual: (what: string, count: number, usual: number) => string;
  readonly unusualAt: (what: string, hour: string, count: number, usual: number) => string;
  readonly newError: (monitor: string, words: string) => string;
  readonly newAlert: (source: string, title: string) => string;
  readonly more: (count: number) => string;
  readonly refusedKeys: (count: number) => string;
  readonly keyMade: (label: string, whose: string) => string;
  readonly keyRevoked: (label: string, whose: string) => string;
  readonly administrator: string;
  readonly planChanged: (version: number, by: string) => string;
  readonly muted: (monitor: string, by: string) => string;
  readonly untold: (count: number) => string;
}

const en: AnomalyMessages = {
  found: (from, until) => `Found from ${from} until ${until}:`,
  nothing: (from, until) => `Nothing unusual was found from ${from} until ${until}.`,
  tickets: 'Tickets opened',
  messages: 'Messages sent',
  alertsOf: (source) => `Alerts of ${source}`,
  failuresOf: (monitor) => `Failures of ${monitor}`,
  unusual: (what, count, usual) => `${what}: ${count}, usually ${usual} a day`,
  unusualAt: (what, hour, count, usual) => `${what} at ${hour}: ${count}, usually ${usual}`,
  newError: (monitor, words) => `New error of ${monitor}: ${words}`,
  newAlert: (source, title) => `New alert of ${source}: ${title}`,
  more: (count) => `… and ${count} more of this kind`,
  refusedKeys: (count) => `Sign-ins and keys refused: ${count}`,
  keyMade: (label, whose) => `New key “${label}” (${whose})`,
  keyRevoked: (label, whose) => `Key “${label}” revoked (${whose})`,
  administrator: 'administrator',
  planChanged: (version, by) => `The plan was changed: version ${version}, by ${by}`,
  muted: (monitor, by) => `${monitor} is muted (${by})`,
  untold: (count) => `Messages that could not be delivered: ${count}`,
};

const es: AnomalyMessages = {
  found: (from, until) => `Encontrado desde el ${from} hasta el ${until}:`,
  nothing: (from, until) => `No se encontró nada inusual desde el ${from} hasta el ${until}.`,
  tickets: 'Tickets abiertos',
  messages: 'Mensajes enviados',
  alertsOf: (source) => `Alertas de ${source}`,
  failuresOf: (monitor) => `Fallos de ${monitor}`,
  unusual: (what, count, usual) => `${what}: ${count}; lo habitual es ${usual} al día`,
  unusualAt: (what, hour, count, usual) => `${what} a las ${hour}: ${count}; lo habitual es ${usual}`,
  newError: (monitor, words) => `Error nuevo de ${monitor}: ${words}`,
  newAlert: (source, title) => `Alerta nueva de ${source}: ${title}`,
  more: (count) => `… y ${count} más de este tipo`,
  refusedKeys: (count) => `Inicios de sesión y claves rechazados: ${count}`,
  keyMade: (label, whose) => `Clave nueva «${label}» (${whose})`,
  keyRevoked: (label, whose) => `Clave «${label}» revocada (${whose})`,
  administrator: 'administrador',
  planChanged: (version, by) => `Se cambió el plan: versión ${version}, por ${by}`,
  muted: (monitor, by) => `${monitor} está silenciado (${by})`,
  untold: (count) => `Mensajes que no se pudieron entregar: ${count}`,
};

const pt: AnomalyMessages = {
  found: (from, until) => `Encontrado de ${from} até ${until}:`,
  nothing: (from, until) => `Nada fora do comum foi encontrado de ${from} até ${until}.`,
  tickets: 'Tickets abertos',
  messages: 'Mensagens enviadas',
  alertsOf: (source) => `Alertas de ${source}`,
  failuresOf: (monitor) => `Falhas de ${monitor}`,
  unusual: (what, count, usual) => `${what}: ${count}; o habitual é ${usual} por dia`,
  unusualAt: (what, hour, count, usual) => `${what} às ${hour}: ${count}; o habitual é ${usual}`,
  newError: (monitor, words) => `Erro novo de ${monitor}: ${words}`,
  newAlert: (source, title) => `Alerta novo de ${source}: ${title}`,
  more: (count) => `… e mais ${count} deste tipo`,
  refusedKeys: (count) => `Entradas e chaves recusadas: ${count}`,
  keyMade: (label, whose) => `Chave nova “${label}” (${whose})`,
  keyRevoked: (label, whose) => `Chave “${label}” revogada (${whose})`,
  administrator: 'administrador',
  planChanged: (version, by) => `O plano foi mudado: versão ${version}, por ${by}`,
  muted: (monitor, by) => `${monitor} está silenciado (${by})`,
  untold: (count) => `Mensagens que não puderam ser entregues: ${count}`,
};

const ro: AnomalyMessages = {
  found: (from, until) => `Găsite de la ${from} până la ${until}:`,
  nothing: (from, until) => `Nimic neobișnuit de la ${from} până la ${until}.`,
  tickets: 'Tichete deschise',
  messages: 'Mesaje trimise',
  alertsOf: (source) => `Alerte de la ${source}`,
  failuresOf: (monitor) => `Eșecuri ale ${monitor}`,
  unusual: (what, count, usual) => `${what}: ${count}; de obicei ${usual} pe zi`,
  unusualAt: (what, hour, count, usual) => `${what} la ora ${hour}: ${count}; de obicei ${usual}`,
  newError: (monitor, words) => `Eroare nouă la ${monitor}: ${words}`,
  newAlert: (source, title) => `Alertă nouă de la ${source}: ${title}`,
  more: (count) => `… și încă ${count} de acest fel`,
  refusedKeys: (count) => `Autentificări și chei refuzate: ${count}`,
  keyMade: (label, whose) => `Cheie nouă „${label}” (${whose})`,
  keyRevoked: (label, whose) => `Cheia „${label}” a fost revocată (${whose})`,
  administrator: 'administrator',
  planChanged: (version, by) => `Planul a fost schimbat: versiunea ${version}, de ${by}`,
  muted: (monitor, by) => `${monitor} este pus pe mut (${by})`,
  untold: (count) => `Mesaje care nu au putut fi livrate: ${count}`,
};

const catalogue: Readonly<Record<string, AnomalyMessages>> = { en, es, pt, ro };

/** The messages of a locale such as `ro` or `pt-BR`; English where that language is not there. */
export const anomalyMessagesIn = (locale: string): AnomalyMessages =>
  catalogue[locale.split('-')[0]!.toLowerCase()] ?? en;
