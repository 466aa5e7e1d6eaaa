/** Whether a double is exactly the number that a JSON or GraphQL text means: true of `0.1`, false of `9007199254740993`. */
export function isExact(text: string): boolean {
  const number = Number(text);
  return Number.isFinite(number) && decimal(text) === decimal(String(number));
}

/** The digits of a number, without zeros at either end, and the power of ten of the last digit. */
function decimal(text: string): string {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  const significant = digits.slice(0, end);
  if (significant === '') return '0';
  const exponent = Number(power) - fraction.length + digits.length - significant.length;
  return `${sign}${significant}e${exponent}`;
}
