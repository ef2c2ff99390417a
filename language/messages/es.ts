import { clockName } from './clock-name.ts';
import type { Messages } from '../messages.ts';

export const es: Messages = {
  opened: 'Hay un incidente nuevo que necesita a alguien.',
  warned: (percent, clock) => `Se ha consumido el ${percent} % del plazo de ${clockName(es, clock)}.`,
  nearing: (clock) => `Se ha alcanzado el primer límite del plazo de ${clockName(es, clock)}; aún no ha vencido.`,
  broken: (clock) => `El plazo de ${clockName(es, clock)} ha vencido.`,
  assigned: 'Se te ha asignado este incidente.',
  reopened: 'Este incidente se ha reabierto.',
  replied: 'Quien pidió ayuda ha escrito.',
  handedOver: 'Se te ha traspasado este incidente.',
  news: 'Hay novedades sobre un incidente que sigues.',
  cameRound: 'Es el momento de esta tarea tuya.',
  emergencyTest: {
    title: 'Prueba de los contactos de emergencia',
    description:
      'Esto es una prueba: no ha pasado nada. Por favor, confirme que lo ha recibido; así queda probado que la lista de contactos de emergencia llega a usted.',
  },
  again: (times) => `Se te avisa de nuevo (${times}) porque nadie ha acusado recibo todavía.`,
  storm: (count) => `Había ${count} avisos para ti; van todos en este mensaje.`,
  clocks: {
    response: 'respuesta',
    resolution: 'resolución',
    postmortem: 'post-mortem',
    level: 'respuesta del nivel',
    containment: 'contención',
    update: 'próxima actualización',
  },
  labels: {
    severity: 'Severidad',
    status: 'Estado',
    due: 'Vence',
    opened: 'Abierto',
    service: 'Servicio',
    customer: 'Cliente',
  },
  statuses: {
    received: 'recibido',
    triaged: 'clasificado',
    in_progress: 'en curso',
    on_hold: 'en espera',
    resolved: 'resuelto',
    closed: 'cerrado',
    cancelled: 'cancelado',
  },
  acknowledge: 'Acusar recibo',
  show: 'Ver el incidente',
  confirm: (reference) => `¿Acusar recibo de ${reference}? Con ello dices que te ocupas.`,
  acknowledged: (reference) => `Se ha acusado recibo de ${reference}. Gracias.`,
  noNeed: (reference) => `Gracias: alguien ya se ocupa de ${reference}. No queda nada que confirmar.`,
  linkIsOld: 'Este enlace no es válido o ya no lo es.',
  why: (plan) => `Recibes este mensaje por tu función en el plan de soporte «${plan}».`,
};
