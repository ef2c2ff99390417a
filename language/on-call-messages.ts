/** What is said in mails about who is on call, in one language. Nothing here is markup. */
export interface OnCallMessages {
  readonly begins: (rotation: string) => string;
  readonly until: (rotation: string, instant: string) => string;
  /** Where no end is in sight. */
  readonly onCall: (rotation: string) => string;
  readonly before: (name: string) => string;
  readonly nobodyBefore: string;
  readonly open: string;
  readonly nothingOpen: string;
  readonly more: (count: number) => string;
  readonly stillHeld: (rotation: string) => string;
  readonly held: (rotation: string) => string;
  readonly gap: (rotation: string) => string;
  readonly gaps: (rotation: string) => string;
  readonly fill: string;
  readonly span: (from: string, until: string) => string;
  readonly show: string;
}

const en: OnCallMessages = {
  begins: (rotation) => `You are on call: ${rotation}`,
  until: (rotation, instant) => `You are on call now in “${rotation}”, until ${instant}.`,
  onCall: (rotation) => `You are on call now in “${rotation}”.`,
  before: (name) => `You take over from ${name}.`,
  nobodyBefore: 'Nobody was on call just before you.',
  open: 'This is open, the gravest first:',
  nothingOpen: 'Nothing is open.',
  more: (count) => `… and ${count} more.`,
  stillHeld: (rotation) => `You still hold something open: ${rotation}`,
  held: (rotation) =>
    `Your shift in “${rotation}” is over. You have acknowledged this, and it is still open; please finish it or pass it on:`,
  gap: (rotation) => `Nobody will be on call: ${rotation}`,
  gaps: (rotation) => `In “${rotation}” nobody is on call at these times:`,
  fill: 'Please put somebody in the place by an override, or change the rotation in the plan.',
  span: (from, until) => `from ${from} until ${until}`,
  show: 'Who is on call',
};

const es: OnCallMessages = {
  begins: (rotation) => `Está de guardia: ${rotation}`,
  until: (rotation, instant) => `Está de guardia ahora en «${rotation}», hasta el ${instant}.`,
  onCall: (rotation) => `Está de guardia ahora en «${rotation}».`,
  before: (name) => `Toma el relevo de ${name}.`,
  nobodyBefore: 'Justo antes de usted no había nadie de guardia.',
  open: 'Esto está abierto, lo más grave primero:',
  nothingOpen: 'No hay nada abierto.',
  more: (count) => `… y ${count} más.`,
  stillHeld: (rotation) => `Aún tiene algo abierto en sus manos: ${rotation}`,
  held: (rotation) =>
    `Su turno en «${rotation}» ha terminado. Usted confirmó lo siguiente y sigue abierto; por favor, termínelo o páselo a otra persona:`,
  gap: (rotation) => `No habrá nadie de guardia: ${rotation}`,
  gaps: (rotation) => `En «${rotation}» no hay nadie de guardia en estos momentos:`,
  fill: 'Por favor, ponga a alguien en su lugar con una sustitución, o cambie la rotación en el plan.',
  span: (from, until) => `desde el ${from} hasta el ${until}`,
  show: 'Quién está de guardia',
};

const pt: OnCallMessages = {
  begins: (rotation) => `Você está de plantão: ${rotation}`,
  until: (rotation, instant) => `Você está de plantão agora em “${rotation}”, até ${instant}.`,
  onCall: (rotation) => `Você está de plantão agora em “${rotation}”.`,
  before: (name) => `Você assume o lugar de ${name}.`,
  nobodyBefore: 'Logo antes de você não havia ninguém de plantão.',
  open: 'Isto está aberto, o mais grave primeiro:',
  nothingOpen: 'Não há nada aberto.',
  more: (count) => `… e mais ${count}.`,
  stillHeld: (rotation) => `Ainda há algo aberto em suas mãos: ${rotation}`,
  held: (rotation) =>
    `Seu turno em “${rotation}” terminou. Você confirmou o que segue e isso continua aberto; por favor, conclua ou passe adiante:`,
  gap: (rotation) => `Não haverá ninguém de plantão: ${rotation}`,
  gaps: (rotation) => `Em “${rotation}” não há ninguém de plantão nestes horários:`,
  fill: 'Por favor, ponha alguém no lugar por uma substituição, ou mude o rodízio no plano.',
  span: (from, until) => `de ${from} até ${until}`,
  show: 'Quem está de plantão',
};

const ro: OnCallMessages = {
  begins: (rotation) => `Sunteți de gardă: ${rotation}`,
  until: (rotation, instant) => `Sunteți de gardă acum în „${rotation}”, până la ${instant}.`,
  onCall: (rotation) => `Sunteți de gardă acum în „${rotation}”.`,
  before: (name) => `Preluați de la ${name}.`,
  nobodyBefore: 'Chiar înaintea dumneavoastră nu a fost nimeni de gardă.',
  open: 'Acestea sunt deschise, cele mai grave întâi:',
  nothingOpen: 'Nu este nimic deschis.',
  more: (count) => `… și încă ${count}.`,
  stillHeld: (rotation) => `Aveți încă ceva deschis: ${rotation}`,
  held: (rotation) =>
    `Tura dumneavoastră în „${rotation}” s-a încheiat. Ați confirmat cele de mai jos și sunt încă deschise; vă rugăm să le încheiați sau să le predați:`,
  gap: (rotation) => `Nu va fi nimeni de gardă: ${rotation}`,
  gaps: (rotation) => `În „${rotation}” nu este nimeni de gardă în aceste intervale:`,
  fill: 'Vă rugăm să puneți pe cineva în loc printr-o înlocuire sau să schimbați rotația în plan.',
  span: (from, until) => `de la ${from} până la ${until}`,
  show: 'Cine este de gardă',
};

const catalogue: Readonly<Record<string, OnCallMessages>> = { en, es, pt, ro };

/** The messages of a locale such as `ro` or `pt-BR`; English where that language is not there. */
export const onCallMessagesIn = (locale: string): OnCallMessages =>
  catalogue[locale.split('-')[0]!.toLowerCase()] ?? en;
