import { z } from 'zod';

import { may, must, recorded } from '../key.ts';
import * as word from '../words.ts';
import { named, namesOf, shortFor, texts, titled, who } from './shapes.ts';

const upkeep = {
  owner: may(who, 'Who keeps it up to date.', 'devops'),
  review: may(word.every, 'How often it is looked over: its owner is given a ticket.', 'quarter'),
  'on change of': may(texts, 'What else makes it be looked over: told by `guardia change`.', ['Endpoints', 'Rules']),
};

const article = z.strictObject({
  ...titled,
  file: must(word.file, 'The Markdown file, beside the plan.', 'articles/shop/login.md'),
  group: recorded(word.text, 'Where it stands among the others.', 'Troubleshooting'),
  categories: may(namesOf('category'), 'The categories of tickets that it helps with.', ['login']),
  ...upkeep,
});

const document = z.strictObject({
  ...titled,
  file: may(word.text, 'Where it is: a file or an address.', 'docs/user-guide.md'),
  for: may(texts, 'Who reads it.', ['Users']),
  holds: may(texts, 'What is in it.', ['Diagrams', 'Data dictionary']),
  ...upkeep,
});

const training = z.strictObject({
  ...titled,
  for: must(texts, 'Whom it teaches.', ['New developers']),
  every: may(word.every, 'When.', 'as needed'),
  owner: may(who, 'Who gives it.', 'tech-lead'),
  environment: may(word.nameOf('environment'), 'Where: one of `environments`.', 'sandbox'),
  materials: may(texts, 'With what.', ['Videos']),
});

const environment = z.strictObject({
  ...titled,
  data: may(word.text, 'The data in it.', 'made up'),
  url: may(word.text, 'Where it is.', '${SANDBOX_URL}'),
});

export const knowledgeChapters = {
  articles: may(
    named(z.union([word.file.transform((file): z.output<typeof article> => ({ file })), article])),
    'The knowledge base, as Markdown.',
    { login: { file: 'articles/shop/login.md', group: 'Troubleshooting' } },
  ),
  documents: may(named(shortFor('file', word.text, document)), 'The documents there are, and who keeps them.', {
    'user-guide': 'docs/user-guide.md',
  }),
  training: recorded(named(training), 'Who is taught what.', { onboarding: { for: 'New developers' } }),
  environments: recorded(named(environment), 'Where software runs before it runs for users.', {
    sandbox: { data: 'made up' },
  }),
};
