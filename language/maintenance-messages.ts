/** What is said of maintenance, in one language. Nothing here is markup. */
export interface MaintenanceMessages {
  readonly title: string;
  readonly emergency: string;
  readonly steps: Readonly<Record<'announce' | 'window' | 'begin' | 'work' | 'end' | 'approve', string>>;
  readonly ask: string;
  readonly announced: (title: string, from: string, to: string) => string;
  readonly moved: (title: string, from: string, to: string) => string;
  readonly over: (title: string, at: string) => string;
  readonly overruns: (title: string, to: string) => string;
  readonly goesOn: (title: string, from: string) => string;
  readonly calledOff: (title: string, from: string, to: string) => string;
  readonly affects: (services: string) => string;
}

const en: MaintenanceMessages = {
  title: 'Maintenance',
  emergency: 'Emergency maintenance',
  steps: {
    announce: 'Announce it',
    window: 'Wait for the window',
    begin: 'Begin maintenance',
    work: 'Do the work',
    end: 'End maintenance',
    approve: 'It cannot wait',
  },
  ask: 'Why can it not wait?',
  announced: (title, from, to) => `${title}: from ${from} to ${to}. During that time the service may be away.`,
  moved: (title, from, to) => `${title} could not be announced in time and is moved: from ${from} to ${to}.`,
  over: (title, at) => `${title} was over at ${at}. Thank you for your patience.`,
  overruns: (title, to) =>
    `${title} takes longer than announced, which was until ${to}. You hear from us once it is over.`,
  goesOn: (title, from) => `${title} goes on since ${from}. You hear from us once it is over.`,
  calledOff: (title, from, to) => `${title} from ${from} to ${to} does not take place.`,
  affects: (services) => `It affects: ${services}.`,
};

const es: MaintenanceMessages = {
  title: 'Mantenimiento',
  emergency: 'Mantenimiento de emergencia',
  steps: {
    announce: 'Anunciarlo',
    window: 'Esperar la ventana',
    begin: 'Comenzar el mantenimiento',
    work: 'Hacer el trabajo',
    end: 'Terminar el mantenimiento',
    approve: 'No puede esperar',
  },
  ask: '¿Por qué no puede esperar?',
  announced: (title, from, to) =>
    `${title}: desde el ${from} hasta el ${to}. Durante ese tiempo el servicio puede no estar disponible.`,
  moved: (title, from, to) => `${title} no se pudo anunciar a tiempo y se traslada: desde el ${from} hasta el ${to}.`,
  over: (title, at) => `${title} terminó el ${at}. Gracias por la paciencia.`,
  overruns: (title, to) => `${title} tarda más de lo anunciado, que era hasta el ${to}. Le avisaremos cuando termine.`,
  goesOn: (title, from) => `${title} está en curso desde el ${from}. Le avisaremos cuando termine.`,
  calledOff: (title, from, to) => `${title} desde el ${from} hasta el ${to} no se realiza.`,
  affects: (services) => `Afecta a: ${services}.`,
};

const pt: MaintenanceMessages = {
  title: 'Manutenção',
  emergency: 'Manutenção de emergência',
  steps: {
    announce: 'Anunciar',
    window: 'Esperar a janela',
    begin: 'Iniciar a manutenção',
    work: 'Fazer o trabalho',
    end: 'Encerrar a manutenção',
    approve: 'Não pode esperar',
  },
  ask: 'Por que não pode esperar?',
  announced: (title, from, to) => `${title}: de ${from} a ${to}. Nesse período o serviço pode ficar indisponível.`,
  moved: (title, from, to) => `${title} não pôde ser anunciada a tempo e foi transferida: de ${from} a ${to}.`,
  over: (title, at) => `${title} terminou em ${at}. Obrigado pela paciência.`,
  overruns: (title, to) => `${title} demora mais do que o anunciado, que era até ${to}. Avisaremos quando terminar.`,
  goesOn: (title, from) => `${title} está em andamento desde ${from}. Avisaremos quando terminar.`,
  calledOff: (title, from, to) => `${title} de ${from} a ${to} não será realizada.`,
  affects: (services) => `Afeta: ${services}.`,
};

const ro: MaintenanceMessages = {
  title: 'Mentenanță',
  emergency: 'Mentenanță de urgență',
  steps: {
    announce: 'Se anunță',
    window: 'Se așteaptă fereastra',
    begin: 'Începe mentenanța',
    work: 'Se lucrează',
    end: 'Se încheie mentenanța',
    approve: 'Nu poate aștepta',
  },
  ask: 'De ce nu poate aștepta?',
  announced: (title, from, to) =>
    `${title}: de la ${from} până la ${to}. În acest timp serviciul poate fi indisponibil.`,
  moved: (title, from, to) => `${title} nu a putut fi anunțată la timp și se mută: de la ${from} până la ${to}.`,
  over: (title, at) => `${title} s-a încheiat la ${at}. Vă mulțumim pentru răbdare.`,
  overruns: (title, to) =>
    `${title} durează mai mult decât s-a anunțat, adică până la ${to}. Vă anunțăm când se încheie.`,
  goesOn: (title, from) => `${title} este în curs de la ${from}. Vă anunțăm când se încheie.`,
  calledOff: (title, from, to) => `${title} de la ${from} până la ${to} nu mai are loc.`,
  affects: (services) => `Afectează: ${services}.`,
};

const all: Readonly<Record<string, MaintenanceMessages>> = { en, es, pt, ro };

/** In the language of a locale; in English where there is none. */
export const maintenanceMessagesIn = (locale: string): MaintenanceMessages =>
  all[locale.split('-')[0]!.toLowerCase()] ?? en;
