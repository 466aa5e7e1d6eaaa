/** Places for texts: 64 kB. */
const places = 16_384;

/**
 * Makes a function that tells whether a text came before. It remembers a number for each of the last texts, not the texts: one
 * that came long ago may count as new, and one in four billion new ones as old.
 */
export function createSightings(): (text: string) => boolean {
  const numbers = new Int32Array(places);
  return (text) => {
    const number = numberOf(text);
    const place = number & (places - 1);
    const isKnown = numbers[place] === number;
    numbers[place] = number;
    return isKnown;
  };
}

/** FNV-1a over UTF-16 code units; never 0, which an empty place holds. */
function numberOf(text: string): number {
  let number = 0x811c9dc5 | 0;
  for (let at = 0; at < text.length; at += 1) number = Math.imul(number ^ text.charCodeAt(at), 0x01000193);
  return number === 0 ? 1 : number;
}
