import { clockName } from './clock-name.ts';
import type { Messages } from '../messages.ts';

export const ro: Messages = {
  opened: 'Un incident nou are nevoie de cineva.',
  warned: (percent, clock) => `S-a consumat ${percent}% din timpul de ${clockName(ro, clock)}.`,
  nearing: (clock) => `Prima limită a timpului de ${clockName(ro, clock)} a fost atinsă; acesta nu a expirat încă.`,
  broken: (clock) => `Timpul de ${clockName(ro, clock)} a expirat.`,
  overran: (phase) => `Faza „${phase}” ar fi trebuit să se încheie deja.`,
  assigned: 'Acest incident v-a fost atribuit.',
  untold:
    'Soluția temporară nu a putut fi trimisă prin e-mail celui care a cerut ajutor: vă rugăm să o comunicați altfel.',
  reopened: 'Acest incident a fost redeschis.',
  replied: 'Cel care a cerut ajutor a scris.',
  handedOver: 'Acest incident v-a fost predat.',
  news: 'Sunt noutăți despre un incident pe care îl urmăriți.',
  cameRound: 'Este timpul pentru această sarcină a dumneavoastră.',
  emergencyTest: {
    title: 'Testarea contactelor de urgență',
    description:
      'Acesta este un test: nu s-a întâmplat nimic. Vă rugăm să confirmați; astfel se dovedește că lista contactelor de urgență ajunge la dumneavoastră.',
  },
  again: (times) => `Sunteți anunțat din nou (${times}) pentru că nimeni nu a confirmat încă preluarea.`,
  storm: (count) => `Vă așteptau ${count} notificări; le găsiți pe toate în acest mesaj.`,
  clocks: {
    response: 'răspuns',
    resolution: 'rezolvare',
    postmortem: 'analiză post-mortem',
    level: 'răspunsul nivelului',
    containment: 'izolare',
    update: 'următoarea actualizare',
  },
  labels: {
    severity: 'Prioritate',
    status: 'Stare',
    due: 'Termen',
    opened: 'Deschis',
    service: 'Serviciu',
    customer: 'Client',
  },
  statuses: {
    received: 'primit',
    triaged: 'triat',
    in_progress: 'în lucru',
    on_hold: 'în așteptare',
    resolved: 'rezolvat',
    closed: 'închis',
    cancelled: 'anulat',
  },
  acknowledge: 'Confirmă preluarea',
  show: 'Vezi incidentul',
  confirm: (reference) => `Confirmați preluarea ${reference}? Astfel spuneți că vă ocupați de el.`,
  acknowledged: (reference) => `Preluarea ${reference} a fost confirmată. Vă mulțumim.`,
  noNeed: (reference) => `Vă mulțumim: de ${reference} se ocupă deja cineva. Nu mai este nimic de confirmat.`,
  linkIsOld: 'Acest link nu este valid sau nu mai este.',
  why: (plan) => `Primiți acest mesaj datorită rolului dumneavoastră în planul de suport „${plan}”.`,
};
