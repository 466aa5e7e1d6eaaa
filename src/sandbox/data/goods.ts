import type { Seed } from './seed.ts';

/** An article of the sandbox's shops. */
export interface Article {
  readonly id: string;
  readonly group: string;
  readonly name: string;
  /** Price of one, tax included, in øre. */
  readonly price: number;
  /** VAT in percent. */
  readonly vat: number;
}

const groups = [
  ['G1', 'Klær', 25, ['Ullgenser', 'Regnjakke', 'Turbukse', 'Lue', 'Votter', 'Ullsokker']],
  ['G2', 'Sko', 25, ['Fjellsko', 'Joggesko', 'Gummistøvler', 'Tøfler']],
  ['G3', 'Utstyr', 25, ['Ryggsekk', 'Termos', 'Hodelykt', 'Telt', 'Sovepose', 'Stablestol']],
  ['G4', 'Mat', 15, ['Kaffe', 'Brunost', 'Kvikk-sjokolade', 'Tørrfisk', 'Knekkebrød']],
  ['G5', 'Reiser', 12, ['Togbillett', 'Hyttedøgn', 'Guidet tur']],
] as const;

/** All articles, ids `b1001` and up. */
export const articles: readonly Article[] = groups.flatMap(([group, , vat, names], g) =>
  names.map((name, index) => ({
    id: `b${1001 + g * 100 + index}`,
    group,
    name,
    vat,
    price: (g + 1) * 4_900 + index * 7_010,
  })),
);

/** Names of the article groups by id. */
export const groupNames: ReadonlyMap<string, string> = new Map(groups.map(([id, name]) => [id, name]));

const [firstArticle] = articles;

/** Some article. */
export function anyArticle(seed: Seed): Article {
  const article = articles[seed.int(0, articles.length - 1)] ?? firstArticle;
  if (article === undefined) throw new Error('The shops are empty.');
  return article;
}

/** The part of an amount that is VAT, in øre, for a price that includes it. */
export function vatOf(amount: number, percent: number): number {
  return Math.round((amount * percent) / (100 + percent));
}
