const { SHORT_WAY } = process.env;

/** What every server of the suite is set to beside its own settings: `npm run test:yoga` has Yoga answer all of them. */
export const suiteSettings: Readonly<Record<string, string>> = SHORT_WAY === undefined ? {} : { SHORT_WAY };
