/** Looks at the schema that grow where `FIELDS` stands, or by turning in circles. */
export const introspectionQueries: readonly string[] = [
  '{ __schema { types { FIELDS } } }',
  '{ __schema { types { fields { type { FIELDS } args { type { FIELDS } } } } } }',
  '{ __type(name: "Query") { fields { type { fields { type { fields { FIELDS } } } } } } }',
  '{ __schema { queryType { fields { type { ofType { ofType { ofType { FIELDS } } } } } } } }',
  '{ __schema { directives { args { FIELDS } } types { possibleTypes { interfaces { FIELDS } } } } }',
];
