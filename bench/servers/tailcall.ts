import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountId } from '../upstream/data.ts';
import type { Place, Server } from './servers.ts';
import { upstreamWords } from './upstream-words.ts';

// It is in the package for Linux on x64 with glibc; `TAILCALL` names another program, as where glibc is older than it needs.
const program =
  process.env['TAILCALL'] ??
  join(import.meta.dirname, '../peers/node_modules/@tailcallhq/core-linux-x64-gnu/bin/tailcall');

/** Tailcall over the REST services. It has no words for the issuer, the audience or scopes of a token. */
export const tailcall: Server = {
  name: 'tailcall',
  title: 'Tailcall',
  quick: false,
  ...upstreamWords,
  cannotRun: () => {
    const { error, status, stderr } = spawnSync(program, ['--version'], { encoding: 'utf8' });
    if (status === 0) return null;
    const reason = error?.message ?? stderr.trim().split('\n').at(-1) ?? `exit ${status}`;
    return reason.replaceAll(program, 'tailcall');
  },
  command: (place) => {
    const file = join(place.directory, `tailcall-${place.port}.graphql`);
    writeFileSync(file, configuration(place));
    return [program, 'start', file];
  },
  env: () => ({ TAILCALL_TRACKER: 'false' }),
};

/** One worker for one core. Calls are shared where one answer would ask for the same customer again. */
function configuration({ port, upstream, keys }: Place): string {
  const http = (path: string, more = '') => `@http(url: "${upstream}/accounts/${accountId}${path}"${more})`;
  const where = (key: string, value: string) => `, query: [{ key: "${key}", value: "${value}" }]`;
  const customer = (id: string) => `/customers/users/{{${id}}}`;
  return `
schema
  @server(port: ${port}, hostname: "127.0.0.1", workers: 1)
  @upstream(allowedHeaders: ["authorization"])
  @link(type: Jwks, src: "${keys}") { query: Query mutation: Mutation }
type Query @protected {
  customer(customer_id: String!): Customer ${http(customer('.args.customer_id'))}
  receipts_by_number(receipt_id: String!): Receipts ${http('/receipts/search', where('receipt_id', '{{.args.receipt_id}}'))}
}
type Mutation @protected {
  update_customer(customer_id: String!, input: CustomerUpdate_Input!): Customer
    ${http(customer('.args.customer_id'), ', method: PUT, body: "{{.args.input}}"')}
}
input CustomerUpdate_Input { first_name: String }
type Customer {
  customer_id: String! first_name: String last_name: String email: String phone_number: String
  receipts: Receipts ${http('/receipts/customers/{{.value.customer_id}}', where('limit', '20'))}
  cards: [Card] ${http('/wallets/customers/{{.value.customer_id}}/cards', where('limit', '11'))}
  orders: Orders ${http('/shopping/customers/{{.value.customer_id}}/orders', where('limit', '10'))}
}
type Receipts { receipts: [Receipt] }
type Receipt {
  customer_id: String! purchase_at: String gross_amount: Int currency: String store: Store items: [Item]
  customer: Customer ${http(customer('.value.customer_id'), ', dedupe: true')}
}
type Store { name: String }
type Item { description: String quantity: Float gross_amount: Int }
type Card { card_id: String name: String status: String expires_at: String }
type Orders { orders: [Order] }
type Order {
  order_id: String payment_status: String created_at: String gross_amount: Int currency: String items: [Item]
}
`;
}
