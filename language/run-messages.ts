import { reasons } from './run-reasons.ts';
import type { Reasons } from './run-reasons.ts';

/** What is said of runs of procedures, in one language. Nothing here is markup. */
export interface RunMessages {
  readonly failed: (title: string) => string;
  readonly done: (title: string) => string;
  /** The note of a ticket that was all about a run. */
  readonly carriedOut: (reference: string) => string;
  /** The title and the text of the ticket by which somebody looks back on a run. */
  readonly postmortem: (title: string) => string;
  readonly lookBack: (reference: string) => string;
  readonly failedAt: (reference: string, step: string, why: string) => string;
  /** In words, of a code; a code without words stays as it is. */
  readonly why: (code: string) => string;
  /** What a message says first, by the kind of event; `step` is the title of a step. */
  readonly said: Readonly<Record<RunNews, (title: string, step: string) => string>>;
  readonly until: (instant: string) => string;
  readonly show: string;
}

/** What is told of a run. */
export type RunNews =
  | 'step-ready'
  | 'undo-ready'
  | 'told'
  | 'step-failed'
  | 'step-unknown'
  | 'undo-failed'
  | 'step-escalated'
  | 'step-late'
  | 'overran'
  | 'run-failed'
  | 'run-undone';

const worded =
  (words: Reasons) =>
  (code: string): string =>
    // `exit-3`
    words[code] ?? words[code.replace(/-\d+$/, '')] ?? code;

const en: RunMessages = {
  failed: (title) => `Failed: ${title}`,
  done: (title) => `Done: ${title}`,
  postmortem: (title) => `Post-mortem: ${title}`,
  lookBack: (reference) => `Write down how ${reference} went: what happened, why, and what is to change.`,
  carriedOut: (reference) => `Every step of ${reference} is done.`,
  failedAt: (reference, step, why) => `${reference} could not complete “${step}”: ${why}.`,
  why: worded(reasons.en),
  said: {
    'step-ready': (title, step) => `Your turn in “${title}”: ${step}`,
    'undo-ready': (title, step) => `To be undone in “${title}”: ${step}`,
    told: (title) => `News of “${title}”`,
    'step-failed': (title, step) => `Failed in “${title}”: ${step}`,
    'step-unknown': (title, step) => `It is not known how it ended in “${title}”: ${step}`,
    'undo-failed': (title, step) => `Could not be undone in “${title}”: ${step}`,
    'step-escalated': (title, step) => `Still to be done in “${title}”: ${step}`,
    'step-late': (title, step) => `Late in “${title}”: ${step}`,
    overran: (title) => `It takes longer than it may: ${title}`,
    'run-failed': (title) => `Failed: ${title}`,
    'run-undone': (title) => `Undone: ${title}`,
  },
  until: (instant) => `It should be done by ${instant}.`,
  show: 'Open it',
};

const es: RunMessages = {
  failed: (title) => `Falló: ${title}`,
  done: (title) => `Hecho: ${title}`,
  postmortem: (title) => `Post-mortem: ${title}`,
  lookBack: (reference) => `Escriba cómo fue ${reference}: qué pasó, por qué y qué debe cambiar.`,
  carriedOut: (reference) => `Todos los pasos de ${reference} están hechos.`,
  failedAt: (reference, step, why) => `${reference} no pudo completar «${step}»: ${why}.`,
  why: worded(reasons.es),
  said: {
    'step-ready': (title, step) => `Su turno en «${title}»: ${step}`,
    'undo-ready': (title, step) => `Hay que deshacer en «${title}»: ${step}`,
    told: (title) => `Novedades de «${title}»`,
    'step-failed': (title, step) => `Falló en «${title}»: ${step}`,
    'step-unknown': (title, step) => `No se sabe cómo terminó en «${title}»: ${step}`,
    'undo-failed': (title, step) => `No se pudo deshacer en «${title}»: ${step}`,
    'step-escalated': (title, step) => `Sigue pendiente en «${title}»: ${step}`,
    'step-late': (title, step) => `Con retraso en «${title}»: ${step}`,
    overran: (title) => `Tarda más de lo permitido: ${title}`,
    'run-failed': (title) => `Falló: ${title}`,
    'run-undone': (title) => `Deshecho: ${title}`,
  },
  until: (instant) => `Debe quedar hecho a más tardar el ${instant}.`,
  show: 'Abrir',
};

const pt: RunMessages = {
  failed: (title) => `Falhou: ${title}`,
  done: (title) => `Concluído: ${title}`,
  postmortem: (title) => `Post-mortem: ${title}`,
  lookBack: (reference) => `Escreva como foi ${reference}: o que aconteceu, por quê e o que deve mudar.`,
  carriedOut: (reference) => `Todos os passos de ${reference} estão feitos.`,
  failedAt: (reference, step, why) => `${reference} não conseguiu concluir “${step}”: ${why}.`,
  why: worded(reasons.pt),
  said: {
    'step-ready': (title, step) => `Sua vez em “${title}”: ${step}`,
    'undo-ready': (title, step) => `A desfazer em “${title}”: ${step}`,
    told: (title) => `Novidades de “${title}”`,
    'step-failed': (title, step) => `Falhou em “${title}”: ${step}`,
    'step-unknown': (title, step) => `Não se sabe como terminou em “${title}”: ${step}`,
    'undo-failed': (title, step) => `Não foi possível desfazer em “${title}”: ${step}`,
    'step-escalated': (title, step) => `Ainda por fazer em “${title}”: ${step}`,
    'step-late': (title, step) => `Atrasado em “${title}”: ${step}`,
    overran: (title) => `Demora mais do que pode: ${title}`,
    'run-failed': (title) => `Falhou: ${title}`,
    'run-undone': (title) => `Desfeito: ${title}`,
  },
  until: (instant) => `Deve estar feito até ${instant}.`,
  show: 'Abrir',
};

const ro: RunMessages = {
  failed: (title) => `A eșuat: ${title}`,
  done: (title) => `Gata: ${title}`,
  postmortem: (title) => `Analiză post-mortem: ${title}`,
  lookBack: (reference) => `Scrieți cum a decurs ${reference}: ce s-a întâmplat, de ce și ce trebuie schimbat.`,
  carriedOut: (reference) => `Toți pașii din ${reference} sunt făcuți.`,
  failedAt: (reference, step, why) => `${reference} nu a putut încheia „${step}”: ${why}.`,
  why: worded(reasons.ro),
  said: {
    'step-ready': (title, step) => `Este rândul dumneavoastră la „${title}”: ${step}`,
    'undo-ready': (title, step) => `De refăcut la „${title}”: ${step}`,
    told: (title) => `Vești despre „${title}”`,
    'step-failed': (title, step) => `A eșuat la „${title}”: ${step}`,
    'step-unknown': (title, step) => `Nu se știe cum s-a terminat la „${title}”: ${step}`,
    'undo-failed': (title, step) => `Nu s-a putut reface la „${title}”: ${step}`,
    'step-escalated': (title, step) => `Încă de făcut la „${title}”: ${step}`,
    'step-late': (title, step) => `Întârziat la „${title}”: ${step}`,
    overran: (title) => `Durează mai mult decât are voie: ${title}`,
    'run-failed': (title) => `A eșuat: ${title}`,
    'run-undone': (title) => `Refăcut ca înainte: ${title}`,
  },
  until: (instant) => `Trebuie să fie gata până la ${instant}.`,
  show: 'Deschide',
};

const all: Readonly<Record<string, RunMessages>> = { en, es, pt, ro };

/** In the language of a locale; in English where there is none. */
export const runMessagesIn = (locale: string): RunMessages => all[locale.split('-')[0]!.toLowerCase()] ?? en;
