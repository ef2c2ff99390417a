import type { Letters } from '../letters.ts';

export const es: Letters = {
  bodies: {
    received: 'Hemos recibido la solicitud «{title}». Su referencia es {reference}.',
    answer: 'Hay una respuesta sobre «{title}» ({reference}):\n\n{text}',
    workaround: 'Mientras se resuelve «{title}» ({reference}), esto ayuda:\n\n{text}',
    resolved: '«{title}» ({reference}) está resuelto.',
    closed: '«{title}» ({reference}) está cerrado.',
    reopened: 'Volvemos a trabajar en «{title}» ({reference}).',
    appointment: 'Hay una cita sobre «{title}» ({reference}): {from} – {to}.\n\n{text}',
    'appointment-cancelled': 'La cita sobre «{title}» ({reference}) del {from} queda cancelada.',
    news: 'Hay novedades sobre «{title}» ({reference}). Ahora está {status}.',
    first:
      'Conocemos este problema: {title} ({reference}). Ya trabajamos en ello. La próxima noticia llegará a más tardar el {next}.',
    update:
      'Seguimos trabajando en «{title}» ({reference}).\n\n{text}\n\nLa próxima noticia llegará a más tardar el {next}.',
    closing: 'El problema «{title}» ({reference}) está resuelto desde el {at}. Gracias por la paciencia.',
    released: 'La versión {version} resuelve «{title}» ({reference}).\n\n{text}',
    'parent-resolved':
      'La causa de «{title}» ({reference}) está resuelta. Si el problema continúa, responda en su página.',
  },
  expected: 'Responderemos a más tardar el {next}.',
  closed: 'En este momento estamos fuera de horario; volvemos a atender el {from}.',
  unattended: 'En este momento nadie atiende este canal; se atiende de nuevo desde el {from}.',
  unpromised: 'Para la respuesta a una solicitud así no hay plazo comprometido; responderemos en cuanto podamos.',
  inHand: 'Alguien ya se ocupa de ello.',
  reopenable: 'Si no quedó resuelto, se puede responder o reabrir hasta el {to} en su página.',
  question: '¿Qué tan satisfactoria fue la ayuda recibida?',
  scale: (outOf) => `1 es la peor nota y ${outOf} la mejor.`,
  sample: {
    title: 'No se pueden pagar los pedidos',
    text: 'Mientras tanto se puede pagar por transferencia.\nLa cuenta está en la tienda.',
  },
  follow: 'Seguir la solicitud y responder',
  show: 'Ver el incidente',
  leave: 'No recibir más avisos',
  why: {
    person: (plan) => `Recibes este mensaje por tu función en el plan de soporte «${plan}».`,
    requester: (plan) => `Este mensaje llega porque se pidió ayuda a «${plan}» desde esta dirección.`,
    participant: (plan) => `Este mensaje llega porque este asunto de «${plan}» concierne a esta dirección.`,
    subscriber: (plan) => `Este mensaje llega porque esta dirección está suscrita a las novedades de «${plan}».`,
  },
};
