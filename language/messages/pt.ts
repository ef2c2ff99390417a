import { clockName } from './clock-name.ts';
import type { Messages } from '../messages.ts';

export const pt: Messages = {
  opened: 'Há um novo incidente que precisa de alguém.',
  warned: (percent, clock) => `Foram usados ${percent}% do prazo de ${clockName(pt, clock)}.`,
  nearing: (clock) => `O primeiro limite do prazo de ${clockName(pt, clock)} foi atingido; ele ainda não se esgotou.`,
  broken: (clock) => `O prazo de ${clockName(pt, clock)} esgotou-se.`,
  assigned: 'Este incidente foi atribuído a você.',
  reopened: 'Este incidente foi reaberto.',
  replied: 'Quem pediu ajuda escreveu.',
  handedOver: 'Este incidente foi passado a você.',
  news: 'Há novidades sobre um incidente que você acompanha.',
  cameRound: 'Chegou a hora desta sua tarefa.',
  emergencyTest: {
    title: 'Teste dos contatos de emergência',
    description:
      'Isto é um teste: nada aconteceu. Por favor, confirme o recebimento; assim fica provado que a lista de contatos de emergência chega até você.',
  },
  again: (times) => `Novo aviso (${times}): ninguém confirmou ainda.`,
  storm: (count) => `Havia ${count} avisos para você; seguem todos nesta mensagem.`,
  clocks: {
    response: 'resposta',
    resolution: 'resolução',
    postmortem: 'post-mortem',
    level: 'resposta do nível',
    containment: 'contenção',
    update: 'próxima atualização',
  },
  labels: {
    severity: 'Severidade',
    status: 'Estado',
    due: 'Vence',
    opened: 'Aberto',
    service: 'Serviço',
    customer: 'Cliente',
  },
  statuses: {
    received: 'recebido',
    triaged: 'classificado',
    in_progress: 'em andamento',
    on_hold: 'em espera',
    resolved: 'resolvido',
    closed: 'fechado',
    cancelled: 'cancelado',
  },
  acknowledge: 'Confirmar',
  show: 'Ver o incidente',
  confirm: (reference) => `Confirmar ${reference}? Com isso você diz que está cuidando dele.`,
  acknowledged: (reference) => `${reference} foi confirmado. Obrigado.`,
  noNeed: (reference) => `Obrigado: alguém já está cuidando de ${reference}. Não há mais nada a confirmar.`,
  linkIsOld: 'Este link não é válido, ou já não é.',
  why: (plan) => `Você recebe esta mensagem por sua função no plano de suporte “${plan}”.`,
};
