/**
 * How Hive Gateway serves: tokens verified by its plugin, scopes by directives, each upstream answer fetched once per request.
 * `--jit` is not set: with directives for scopes, 2.15.1 then answers one operation with the document of another.
 */
import { createRemoteJwksSigningKeyProvider, defineConfig, extractFromHeader } from '@graphql-hive/gateway';
import useDeduplicateRequest from '@graphql-mesh/plugin-deduplicate-request';
import { audience, issuer } from '../../tokens.ts';

const { keys } = JSON.parse(process.env['BENCH'] ?? '{}');

/** For `hive-gateway supergraph`. */
export const gatewayConfig = defineConfig({
  logging: 'warn',
  jwt: {
    tokenLookupLocations: [extractFromHeader({ name: 'authorization', prefix: 'Bearer' })],
    signingKeyProviders: [createRemoteJwksSigningKeyProvider({ jwksUri: keys })],
    tokenVerification: { issuer, audience, algorithms: ['RS256'] },
  },
  genericAuth: {
    mode: 'protect-granular',
    resolveUserFn: (context) => context['jwt']?.payload,
    extractScopes: (user) => user?.scope ?? [],
  },
  plugins: () => [useDeduplicateRequest()],
});
