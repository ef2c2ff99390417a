/** What an incident says that a heartbeat has opened, in one language. Instants are spelt already; nothing here is markup. */
export interface HeartbeatMessages {
  readonly missing: (title: string) => string;
  readonly unfinished: (title: string) => string;
  /** `exit` is null where it is not known. */
  readonly failed: (title: string, exit: number | null) => string;
  readonly expected: (instant: string, latest: string) => string;
  readonly began: (instant: string, latest: string) => string;
  readonly heard: (instant: string) => string;
  readonly neverHeard: string;
  /** Before the last lines of what it said. */
  readonly said: string;
}

const en: HeartbeatMessages = {
  missing: (title) => `Not heard of: ${title}`,
  unfinished: (title) => `Not finished in time: ${title}`,
  failed: (title, exit) => (exit === null ? `Failed: ${title}` : `Failed with code ${exit}: ${title}`),
  expected: (instant, latest) => `It was expected by ${instant}, at the latest by ${latest}.`,
  began: (instant, latest) => `It began at ${instant} and should have ended by ${latest}.`,
  heard: (instant) => `It was last heard of at ${instant}.`,
  neverHeard: 'It has never been heard of.',
  said: 'The last it said:',
};

const es: HeartbeatMessages = {
  missing: (title) => `Sin señales: ${title}`,
  unfinished: (title) => `No terminó a tiempo: ${title}`,
  failed: (title, exit) => (exit === null ? `Falló: ${title}` : `Falló con el código ${exit}: ${title}`),
  expected: (instant, latest) => `Se esperaba para el ${instant}, a más tardar el ${latest}.`,
  began: (instant, latest) => `Empezó el ${instant} y debía terminar a más tardar el ${latest}.`,
  heard: (instant) => `Su última señal es del ${instant}.`,
  neverHeard: 'Nunca ha dado señales.',
  said: 'Lo último que dijo:',
};

const pt: HeartbeatMessages = {
  missing: (title) => `Sem sinal: ${title}`,
  unfinished: (title) => `Não terminou a tempo: ${title}`,
  failed: (title, exit) => (exit === null ? `Falhou: ${title}` : `Falhou com o código ${exit}: ${title}`),
  expected: (instant, latest) => `Era esperado para ${instant}, no mais tardar até ${latest}.`,
  began: (instant, latest) => `Começou em ${instant} e devia terminar até ${latest}.`,
  heard: (instant) => `O último sinal é de ${instant}.`,
  neverHeard: 'Nunca deu sinal.',
  said: 'O que disse por último:',
};

const ro: HeartbeatMessages = {
  missing: (title) => `Fără semn de viață: ${title}`,
  unfinished: (title) => `Nu s-a terminat la timp: ${title}`,
  failed: (title, exit) => (exit === null ? `A eșuat: ${title}` : `A eșuat cu codul ${exit}: ${title}`),
  expected: (instant, latest) => `Era așteptat la ${instant}, cel târziu la ${latest}.`,
  began: (instant, latest) => `A început la ${instant} și trebuia să se termine până la ${latest}.`,
  heard: (instant) => `Ultimul semn este de la ${instant}.`,
  neverHeard: 'Nu a dat niciodată vreun semn.',
  said: 'Ultimele cuvinte:',
};

const catalogue: Readonly<Record<string, HeartbeatMessages>> = { en, es, pt, ro };

/** The messages of a locale such as `ro` or `pt-BR`; English where that language is not there. */
export const heartbeatMessagesIn = (locale: string): HeartbeatMessages =>
  catalogue[locale.split('-')[0]!.toLowerCase()] ?? en;
