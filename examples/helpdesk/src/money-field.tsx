import { useId } from 'react';
import { NumericFormat } from 'react-number-format';

/** The largest amount that can be typed, in kroner. */
const most = 100_000;

interface MoneyFieldProps {
  /** In øre; null: nothing is typed. */
  readonly value: number | null;
  readonly changed: (ore: number | null) => void;
}

/** A field for kroner, whatever language the browser speaks: comma and point both begin the øre. */
export function MoneyField({ value, changed }: MoneyFieldProps) {
  const id = useId();
  return (
    <label htmlFor={id}>
      Kroner
      <NumericFormat
        id={id}
        value={value === null ? '' : value / 100}
        onValueChange={({ floatValue }) => changed(floatValue === undefined ? null : Math.round(floatValue * 100))}
        inputMode="decimal"
        decimalSeparator=","
        allowedDecimalSeparators={[',', '.']}
        thousandSeparator=" "
        decimalScale={2}
        allowNegative={false}
        isAllowed={({ floatValue }) => floatValue === undefined || floatValue <= most}
        required
      />
    </label>
  );
}
