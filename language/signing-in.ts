/** What is said to who signs in by a mailed link, in one language. */
export interface SigningIn {
  readonly subject: (plan: string) => string;
  readonly intro: (plan: string) => string;
  readonly button: string;
  readonly once: string;
  readonly unasked: string;
  /** The page behind the link. */
  readonly question: (name: string, plan: string) => string;
  readonly old: string;
  readonly again: string;
}

const en: SigningIn = {
  subject: (plan) => `Sign in: ${plan}`,
  intro: (plan) => `With this link you sign in to the support plan “${plan}”.`,
  button: 'Sign in',
  once: 'It works once, within 15 minutes.',
  unasked: 'If you did not ask for it, do nothing: nobody has signed in.',
  question: (name, plan) => `Sign in as ${name} to “${plan}”?`,
  old: 'This link was used already, or is too old.',
  again: 'Ask for a new one',
};

const es: SigningIn = {
  subject: (plan) => `Iniciar sesión: ${plan}`,
  intro: (plan) => `Con este enlace inicia sesión en el plan de soporte «${plan}».`,
  button: 'Iniciar sesión',
  once: 'Sirve una sola vez, durante 15 minutos.',
  unasked: 'Si no lo ha pedido, no haga nada: nadie ha iniciado sesión.',
  question: (name, plan) => `¿Iniciar sesión como ${name} en «${plan}»?`,
  old: 'Este enlace ya se usó o es demasiado antiguo.',
  again: 'Pedir uno nuevo',
};

const pt: SigningIn = {
  subject: (plan) => `Entrar: ${plan}`,
  intro: (plan) => `Com este link você entra no plano de suporte “${plan}”.`,
  button: 'Entrar',
  once: 'Ele funciona uma vez, por 15 minutos.',
  unasked: 'Se você não o pediu, não faça nada: ninguém entrou.',
  question: (name, plan) => `Entrar como ${name} em “${plan}”?`,
  old: 'Este link já foi usado ou é antigo demais.',
  again: 'Pedir um novo',
};

const ro: SigningIn = {
  subject: (plan) => `Autentificare: ${plan}`,
  intro: (plan) => `Cu acest link vă autentificați în planul de suport „${plan}”.`,
  button: 'Autentificare',
  once: 'Este valabil o singură dată, timp de 15 minute.',
  unasked: 'Dacă nu l-ați cerut, nu faceți nimic: nimeni nu s-a autentificat.',
  question: (name, plan) => `Vă autentificați ca ${name} în „${plan}”?`,
  old: 'Acest link a fost folosit deja sau este prea vechi.',
  again: 'Cereți unul nou',
};

const catalogue: Readonly<Record<string, SigningIn>> = { en, es, pt, ro };

/** The words of a locale such as `ro` or `pt-BR,pt;q=0.9`, and their language; English where that language is not there. */
export function signingIn(locale: string): { readonly say: SigningIn; readonly lang: string } {
  const lang = /^[a-z]+/i.exec(locale)?.[0].toLowerCase() ?? 'en';
  const say = catalogue[lang];
  return say === undefined ? { say: en, lang: 'en' } : { say, lang };
}
