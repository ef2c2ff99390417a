/** What is said when a service runs only partly, and when it runs fully again, in one language. Nothing here is markup. */
interface ModeMessages {
  readonly statuses: Readonly<Record<'degraded' | 'normal', string>>;
  readonly degraded: (services: string, instant: string) => string;
  readonly until: (instant: string) => string;
  readonly allows: string;
  readonly reason: (words: string) => string;
  readonly normal: (services: string, instant: string) => string;
  /** Of several services. */
  readonly and: string;
}

const en: ModeMessages = {
  statuses: { degraded: 'Limited service', normal: 'Normal service' },
  degraded: (services, instant) => `Since ${instant} ${services} works only in part.`,
  until: (instant) => `We expect this to last until ${instant}.`,
  allows: 'This still works:',
  reason: (words) => `The reason: ${words}`,
  normal: (services, instant) => `Since ${instant} ${services} works fully again. Thank you for your patience.`,
  and: 'and',
};

const es: ModeMessages = {
  statuses: { degraded: 'Servicio limitado', normal: 'Servicio normal' },
  degraded: (services, instant) => `Desde el ${instant}, ${services} funciona solo en parte.`,
  until: (instant) => `Esperamos que dure hasta el ${instant}.`,
  allows: 'Esto sigue funcionando:',
  reason: (words) => `El motivo: ${words}`,
  normal: (services, instant) =>
    `Desde el ${instant}, ${services} vuelve a funcionar por completo. Gracias por la paciencia.`,
  and: 'y',
};

const pt: ModeMessages = {
  statuses: { degraded: 'Serviço limitado', normal: 'Serviço normal' },
  degraded: (services, instant) => `Desde ${instant}, ${services} funciona apenas em parte.`,
  until: (instant) => `Esperamos que isto dure até ${instant}.`,
  allows: 'Isto continua a funcionar:',
  reason: (words) => `O motivo: ${words}`,
  normal: (services, instant) =>
    `Desde ${instant}, ${services} voltou a funcionar por completo. Obrigado pela paciência.`,
  and: 'e',
};

const ro: ModeMessages = {
  statuses: { degraded: 'Serviciu limitat', normal: 'Serviciu normal' },
  degraded: (services, instant) => `De la ${instant}, ${services} funcționează doar parțial.`,
  until: (instant) => `Ne așteptăm să dureze până la ${instant}.`,
  allows: 'Funcționează în continuare:',
  reason: (words) => `Motivul: ${words}`,
  normal: (services, instant) => `De la ${instant}, ${services} funcționează din nou complet. Mulțumim pentru răbdare.`,
  and: 'și',
};

const catalogue: Readonly<Record<string, ModeMessages>> = { en, es, pt, ro };

/** The messages of a locale such as `ro` or `pt-BR`; English where that language is not there. */
export const modeMessagesIn = (locale: string): ModeMessages => catalogue[locale.split('-')[0]!.toLowerCase()] ?? en;
