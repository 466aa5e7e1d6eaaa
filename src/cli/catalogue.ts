import { defineCommand } from 'citty';
import { catalogue, catalogueMarkdown } from '../advice/catalogue.ts';
import { schema } from '../graphql/schema.ts';

/** `catalogue`: every gated coordinate with its rule and its upstream operations. */
export const catalogueCommand = defineCommand({
  meta: {
    name: 'catalogue',
    description: 'Lists every gated coordinate with its rule and upstream operations, as JSON.',
  },
  args: { markdown: { type: 'boolean', description: 'A Markdown table instead.' } },
  run({ args }) {
    const entries = catalogue(schema);
    console.log(args.markdown ? catalogueMarkdown(entries) : JSON.stringify(entries, null, 2));
  },
});
