/** Formats of the upstream contract that ajv-formats lacks: a country, and a merchant category. */
export const contractFormats = { 'iso-3166-1': /^[A-Z]{2}$/, 'iso-18245': /^\d{4}$/ } as const;
