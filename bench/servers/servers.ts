import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { audience, issuer } from '../tokens.ts';
import { accountId } from '../upstream/data.ts';
import { bodyOf, type Workload } from '../workloads.ts';
import { hive } from './hive.ts';
import { tailcall } from './tailcall.ts';

/** Where a server is to listen, and where its upstream and keys are. */
export interface Place {
  readonly port: number;
  readonly upstream: string;
  readonly keys: string;
  /** Where files for this run may be put. */
  readonly directory: string;
}

/** A server that is measured. */
export interface Server {
  readonly name: string;
  readonly title: string;
  /** Whether it is part of `--quick`. */
  readonly quick: boolean;
  /** Why it cannot run on this machine, null where it can; a server without this always can. */
  readonly cannotRun?: () => string | null;
  /** May write files that it needs below the directory of the place. */
  readonly command: (place: Place) => readonly [string, ...string[]];
  readonly env: (place: Place) => Readonly<Record<string, string>>;
  /** The body of the nth request of a workload, from 1, in the words of this server's schema. */
  readonly body: (workload: Workload, n: number) => string;
  /** Whether its data is that of bare Node. */
  readonly same: (expected: unknown, actual: unknown) => boolean;
}

const sameQuery = { body: bodyOf, same: isDeepStrictEqual };

const here = import.meta.dirname;
const node = process.execPath;

function ofOurs(name: string, title: string, file: string, quick: boolean): Server {
  return {
    name,
    title,
    quick,
    ...sameQuery,
    command: () => [node, join(here, file)],
    env: ({ port, upstream, keys }) => ({ BENCH: JSON.stringify({ port, upstream, keys }) }),
  };
}

/** Flags that the image starts the product's Node with. */
export const imageFlags: readonly string[] = JSON.parse(
  /^CMD (.+)$/m.exec(readFileSync(join(here, '../../Dockerfile'), 'utf8'))?.[1] ?? '[]',
).filter((word: string) => word.startsWith('--'));

/** Environment of the product: what it must be told, and nothing else. */
export function productEnv({ port, upstream, keys }: Place): Record<string, string> {
  return {
    PORT: String(port),
    DINTERO_ACCOUNT_ID: accountId,
    DINTERO_BASE_URL: upstream,
    CHECKOUT_BASE_URL: `${upstream}/accounts/{aid}/checkout`,
    JWKS_URL: keys,
    TOKEN_ISSUERS: issuer,
    TOKEN_AUDIENCES: audience,
  };
}

/**
 * The product with every default on, as the image starts it.
 *
 * @param main its main file
 * @param more flags of Node and environment that are added
 */
export function productOf(
  main: string,
  more: { flags?: readonly string[]; env?: Record<string, string> } = {},
): Server {
  return {
    name: 'product',
    title: 'this server, every default on',
    quick: true,
    ...sameQuery,
    command: () => [node, ...imageFlags, ...(more.flags ?? []), main],
    env: (place) => ({ ...productEnv(place), ...more.env }),
  };
}

/** All servers, bare Node first; `product` is the main file of the built package. */
export function serversFor(product: string): readonly Server[] {
  return [
    ofOurs('bare', 'bare Node', 'bare.ts', true),
    productOf(product),
    ofOurs('naive', 'Yoga + Pothos + scope-auth + DataLoader, by hand', '../peers/naive.ts', true),
    ofOurs('apollo', 'Apollo Server + DataLoader, by hand', '../peers/apollo.ts', false),
    hive,
    tailcall,
  ];
}
