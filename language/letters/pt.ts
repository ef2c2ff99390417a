import type { Letters } from '../letters.ts';

export const pt: Letters = {
  bodies: {
    received: 'Recebemos sua solicitação “{title}”. A referência é {reference}.',
    answer: 'Há uma resposta sobre “{title}” ({reference}):\n\n{text}',
    workaround: 'Enquanto “{title}” ({reference}) não é resolvido, isto ajuda:\n\n{text}',
    resolved: '“{title}” ({reference}) está resolvido.',
    closed: '“{title}” ({reference}) está fechado.',
    reopened: 'Voltamos a trabalhar em “{title}” ({reference}).',
    appointment: 'Há um atendimento agendado sobre “{title}” ({reference}): {from} – {to}.\n\n{text}',
    'appointment-cancelled': 'O atendimento sobre “{title}” ({reference}) de {from} foi cancelado.',
    news: 'Há novidades sobre “{title}” ({reference}). Agora está {status}.',
    first:
      'Conhecemos este problema: {title} ({reference}). Já estamos trabalhando nisso. A próxima notícia sai até {next}.',
    update: 'Continuamos trabalhando em “{title}” ({reference}).\n\n{text}\n\nA próxima notícia sai até {next}.',
    closing: 'O problema “{title}” ({reference}) está resolvido desde {at}. Obrigado pela paciência.',
    released: 'A versão {version} resolve “{title}” ({reference}).\n\n{text}',
    'parent-resolved':
      'A causa de “{title}” ({reference}) está resolvida. Se o problema continuar, responda na página do pedido.',
  },
  expected: 'Responderemos no máximo até {next}.',
  closed: 'No momento estamos fora do horário de atendimento; voltamos a atender em {from}.',
  unattended: 'No momento ninguém atende este canal; o atendimento volta em {from}.',
  unpromised: 'Não há prazo prometido para a resposta a uma solicitação destas; responderemos assim que pudermos.',
  inHand: 'Alguém já está cuidando disso.',
  reopenable: 'Se não estiver resolvido, responda ou reabra até {to} na página da solicitação.',
  question: 'Qual é a sua satisfação com a ajuda recebida?',
  scale: (outOf) => `1 é a pior nota e ${outOf} a melhor.`,
  sample: {
    title: 'Não é possível pagar os pedidos',
    text: 'Enquanto isso, pague por transferência.\nA conta está na loja.',
  },
  follow: 'Acompanhar a solicitação e responder',
  show: 'Ver o incidente',
  leave: 'Não receber mais avisos',
  why: {
    person: (plan) => `Você recebe esta mensagem por sua função no plano de suporte “${plan}”.`,
    requester: (plan) => `Você recebe esta mensagem porque pediu ajuda a “${plan}”.`,
    participant: (plan) => `Você recebe esta mensagem porque este assunto de “${plan}” lhe diz respeito.`,
    subscriber: (plan) => `Você recebe esta mensagem porque assina as novidades de “${plan}”.`,
  },
};
