/**
 * `npm run bench:growth`: what a request costs the product as lists, documents and callers grow, and what memory it keeps of
 * many documents and many tokens, with every default on. Prints Markdown.
 */
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { Pool } from 'undici';
import { emptyDirectory } from './measure/directory.ts';
import { median } from './measure/median.ts';
import { buildProduct } from './product.ts';
import { table } from './report.ts';
import { productOf } from './servers/servers.ts';
import { startServer } from './servers/start-server.ts';
import { audience, issuer } from './tokens.ts';
import { customerId } from './upstream/data.ts';
import { startStub } from './upstream/stub.ts';

const directory = emptyDirectory('growth');
const product = productOf(buildProduct());
const { privateKey, publicKey } = await generateKeyPair('ES256');
const stub = await startStub(directory, [{ ...(await exportJWK(publicKey)), kid: 'growth', alg: 'ES256' }], 1);
const surroundings = { stub, directory, core: 0 };
let server = await startServer(product, surroundings);
let pool = new Pool(new URL(server.url).origin, { connections: 16 });

/** Starts the product anew, with nothing remembered. */
async function restart(): Promise<void> {
  await stop();
  server = await startServer(product, surroundings);
  pool = new Pool(new URL(server.url).origin, { connections: 16 });
}

async function stop(): Promise<void> {
  await pool.close();
  await server.stop();
}

/** A token of the nth caller. */
function token(n: number): Promise<string> {
  return new SignJWT({ scope: ['read:customers', 'read:receipts'] })
    .setProtectedHeader({ alg: 'ES256', kid: 'growth', typ: 'JWT' })
    .setSubject(`caller-${n}`)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime('2h')
    .sign(privateKey);
}

/** @throws Error when it is not answered with data alone */
async function ask(query: string, authorization: string): Promise<void> {
  const { statusCode, body } = await pool.request({
    path: '/graphql',
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${authorization}` },
    body: JSON.stringify({ query }),
  });
  const text = await body.text();
  if (statusCode !== 200 || text.includes('"errors"')) throw new Error(`${statusCode} ${text.slice(0, 300)}`);
}

/** Asks `times` times, 16 at once. */
async function each(times: number, one: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < times) await one(next++);
  };
  await Promise.all(Array.from({ length: 16 }, worker));
}

/** Milliseconds of processor time of one request. */
async function cost(times: number, one: (n: number) => Promise<void>): Promise<number> {
  const before = server.cpu();
  await each(times, one);
  return (server.cpu() - before) / times;
}

const rounds = 7;

/**
 * Cost by size, the median of rounds in which each size has its turn, after one to warm up; and what each further unit costs
 * between one size and the next: the same, where growth is a straight line.
 */
async function growth(sizes: readonly number[], measure: (size: number) => Promise<number>, unit: string) {
  for (const size of sizes) await measure(size);
  const measured = sizes.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [at, size] of sizes.entries()) measured[at]?.push(await measure(size));
  const costs = measured.map(median);
  const rows = sizes.map((size, at) => {
    const [last, lastCost] = [sizes[at - 1], costs[at - 1]];
    const step = last === undefined || lastCost === undefined ? null : ((costs[at] ?? 0) - lastCost) / (size - last);
    return [size.toLocaleString('en'), (costs[at] ?? 0).toFixed(3), step === null ? '' : (step * 1000).toFixed(2)];
  });
  return table([unit, 'CPU ms of a request', 'µs for each more'], rows);
}

const rowsQuery = (rows: number) =>
  `{ receiptsByNumber(receiptId: "rows-${rows}") { purchasedAt grossAmount { amount currency } store { name } } }`;
const fieldsQuery = (fields: number) => {
  const aliases = Array.from({ length: fields }, (_, n) => `a${n}: purchasedAt`).join(' ');
  return `{ receiptsByNumber(receiptId: "rows-100") { ${aliases} } }`;
};
const nameQuery = (operation: string) =>
  `query ${operation} { customer(customerId: "${customerId(1)}") { firstName } }`;

/** Memory after so many different ones of a kind, in a process that remembers nothing else. */
async function memoryAfter(counts: readonly number[], one: (n: number) => Promise<void>, unit: string) {
  await restart();
  const rows: string[][] = [];
  let done = 0;
  for (const count of counts) {
    const from = done;
    await each(count - from, (n) => one(from + n));
    done = count;
    rows.push([count.toLocaleString('en'), server.memory().toFixed(0)]);
  }
  return table([unit, 'RSS, MB'], rows);
}

try {
  const own = await token(0);
  await each(5_000, () => ask(nameQuery('Warm'), own));
  const tokens: string[] = [];
  const tokenAt = async (n: number) => {
    tokens[n] ??= await token(n);
    return tokens[n];
  };
  console.log(
    [
      `Date ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}. \`npm run bench:growth\`.`,
      await growth([10, 100, 1_000], (rows) => cost(60_000 / rows, () => ask(rowsQuery(rows), own)), 'rows of a list'),
      await growth([1, 10, 30], (fields) => cost(600, () => ask(fieldsQuery(fields), own)), 'fields of 100 rows'),
      await growth(
        [1, 100, 10_000],
        (callers) => cost(10_000, async (n) => ask(nameQuery('Callers'), await tokenAt(n % callers))),
        'callers in turn',
      ),
      await memoryAfter(
        [10_000, 20_000, 40_000, 80_000, 120_000],
        (n) => ask(nameQuery(`Document${n}`), own),
        'documents',
      ),
      await memoryAfter(
        [50_000, 100_000, 200_000, 300_000],
        async (n) => ask(nameQuery('Tokens'), await token(n)),
        'tokens',
      ),
    ].join('\n\n'),
  );
} finally {
  await stop();
  stub.stop();
}
