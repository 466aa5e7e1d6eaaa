/** Number of slots: 64 kB. */
const places = 16_384;

/**
 * Makes a function that tells whether a text was seen before. It stores a 32-bit hash of the last texts, not the texts
 * themselves: a text from long ago may count as new, and one of four billion new texts as seen.
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

/** FNV-1a over UTF-16 code units; never 0, which marks an empty slot. */
function numberOf(text: string): number {
  let number = 0x811c9dc5 | 0;
  for (let at = 0; at < text.length; at += 1) number = Math.imul(number ^ text.charCodeAt(at), 0x01000193);
  return number === 0 ? 1 : number;
}
