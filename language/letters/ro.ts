import type { Letters } from '../letters.ts';

export const ro: Letters = {
  bodies: {
    received: 'Am primit solicitarea dumneavoastră „{title}”. Referința ei este {reference}.',
    answer: 'Aveți un răspuns despre „{title}” ({reference}):\n\n{text}',
    workaround: 'Până când „{title}” ({reference}) este rezolvat, ajută următoarele:\n\n{text}',
    resolved: '„{title}” ({reference}) este rezolvat.',
    closed: '„{title}” ({reference}) este închis.',
    reopened: 'Lucrăm din nou la „{title}” ({reference}).',
    appointment: 'Aveți o programare despre „{title}” ({reference}): {from} – {to}.\n\n{text}',
    'appointment-cancelled': 'Programarea despre „{title}” ({reference}) din {from} a fost anulată.',
    news: 'Sunt noutăți despre „{title}” ({reference}). Starea este acum: {status}.',
    first: 'Cunoaștem această problemă: {title} ({reference}). Lucrăm la ea. Următoarele vești vin până la {next}.',
    update: 'Lucrăm în continuare la „{title}” ({reference}).\n\n{text}\n\nUrmătoarele vești vin până la {next}.',
    closing: 'Problema „{title}” ({reference}) este rezolvată din {at}. Vă mulțumim pentru răbdare.',
    released: 'Versiunea {version} rezolvă „{title}” ({reference}).\n\n{text}',
    'parent-resolved':
      'Cauza problemei „{title}” ({reference}) este rezolvată. Dacă problema continuă, răspundeți pe pagina ei.',
  },
  expected: 'Vă răspundem cel târziu la {next}.',
  closed: 'Acum suntem în afara programului; revenim la {from}.',
  unattended: 'Acest canal nu este deservit acum; va fi din nou de la {from}.',
  unpromised: 'Pentru răspunsul la o astfel de solicitare nu am promis un termen; vă răspundem cât mai curând.',
  inHand: 'Cineva se ocupă deja de ea.',
  reopenable: 'Dacă nu este rezolvat, răspundeți sau redeschideți până la {to}, pe pagina solicitării.',
  question: 'Cât de mulțumit sunteți de ajutorul primit?',
  scale: (outOf) => `1 este nota cea mai mică, ${outOf} cea mai mare.`,
  sample: {
    title: 'Comenzile nu se pot plăti',
    text: 'Până atunci plătiți prin transfer bancar.\nContul este afișat în magazin.',
  },
  follow: 'Urmăriți solicitarea și răspundeți',
  show: 'Vezi incidentul',
  leave: 'Nu mai vreau mesaje',
  why: {
    person: (plan) => `Primiți acest mesaj datorită rolului dumneavoastră în planul de suport „${plan}”.`,
    requester: (plan) => `Primiți acest mesaj pentru că ați cerut ajutor la „${plan}”.`,
    participant: (plan) => `Primiți acest mesaj pentru că această problemă din „${plan}” vă privește.`,
    subscriber: (plan) => `Primiți acest mesaj pentru că v-ați abonat la noutățile „${plan}”.`,
  },
};
