import { defineCommand } from 'citty';

/** `client plan|create|diff|trim|list|delete`: API clients with exactly the scopes that apps need. */
export const clientCommand = defineCommand({
  meta: { name: 'client', description: 'Makes and checks API clients with exactly the scopes that apps need.' },
  subCommands: {
    plan: () => import('./plan.ts').then(({ planCommand }) => planCommand),
    create: () => import('./create.ts').then(({ createCommand }) => createCommand),
    diff: () => import('./diff.ts').then(({ diffCommand }) => diffCommand),
    trim: () => import('./trim.ts').then(({ trimCommand }) => trimCommand),
    list: () => import('./list.ts').then(({ listCommand }) => listCommand),
    delete: () => import('./delete.ts').then(({ deleteCommand }) => deleteCommand),
  },
});
