/** What is said in messages that only show that messages arrive, in one language. Nothing here is markup. */
interface ProbeMessages {
  readonly subject: string;
  readonly test: (plan: string, instant: string) => string;
  /** The title of what is opened where it did not arrive. */
  readonly lost: (instant: string, channel: string) => string;
}

const en: ProbeMessages = {
  subject: 'Test message',
  test: (plan, instant) =>
    `This is a test message of “${plan}”, sent on ${instant}. It arrived, so there is nothing to do.`,
  lost: (instant, channel) => `Messages do not arrive: the test message by ${channel} of ${instant} is missing`,
};

const es: ProbeMessages = {
  subject: 'Mensaje de prueba',
  test: (plan, instant) =>
    `Este es un mensaje de prueba de «${plan}», enviado el ${instant}. Ha llegado: no hay nada que hacer.`,
  lost: (instant, channel) => `Los mensajes no llegan: falta el mensaje de prueba por ${channel} del ${instant}`,
};

const pt: ProbeMessages = {
  subject: 'Mensagem de teste',
  test: (plan, instant) =>
    `Esta é uma mensagem de teste de “${plan}”, enviada em ${instant}. Ela chegou: não há nada a fazer.`,
  lost: (instant, channel) => `As mensagens não chegam: falta a mensagem de teste por ${channel} de ${instant}`,
};

const ro: ProbeMessages = {
  subject: 'Mesaj de probă',
  test: (plan, instant) =>
    `Acesta este un mesaj de probă al planului „${plan}”, trimis la ${instant}. A ajuns: nu este nimic de făcut.`,
  lost: (instant, channel) => `Mesajele nu ajung: lipsește mesajul de probă prin ${channel} de la ${instant}`,
};

const catalogue: Readonly<Record<string, ProbeMessages>> = { en, es, pt, ro };

/** The messages of a locale such as `ro` or `pt-BR`; English where that language is not there. */
export const probesIn = (locale: string): ProbeMessages => catalogue[locale.split('-')[0]!.toLowerCase()] ?? en;
