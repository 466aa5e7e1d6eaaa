/**
 * A value for each scalar of the schema's own, as `mocks` of `@graphql-tools/mock` takes them: `addMocksToSchema({ schema,
 * mocks })`. A test of the package's own holds them to the schema.
 */
export const mocks: Readonly<Record<'Currency' | 'Date' | 'DateTime' | 'JSONObject' | 'SafeInt', () => unknown>> = {
  Currency: () => 'NOK',
  Date: () => '2026-11-26',
  DateTime: () => '2026-11-26T09:30:00.000Z',
  JSONObject: () => ({}),
  SafeInt: () => 12_500,
};
