/** A choice of currency: those that are near first, then the common ones by their names. */
import { SelectField } from './field.js';

const COMMON = [
  ...['EUR', 'USD', 'GBP', 'CHF', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK', 'HUF', 'RON', 'BGN', 'TRY', 'ILS', 'AED', 'SAR', 'CAD', 'AUD', 'NZD'],
  ...['JPY', 'CNY', 'HKD', 'SGD', 'KRW', 'TWD', 'INR', 'IDR', 'MYR', 'THB', 'PHP', 'BRL', 'MXN', 'CLP', 'ZAR'],
];
const names = new Intl.DisplayNames(undefined, { type: 'currency' });

interface CurrencyFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (code: string) => void;
  /** Stand first in the list. */
  readonly near?: readonly string[];
  readonly error?: string | undefined;
  readonly hint?: React.ReactNode;
}

export function CurrencyField({ near = [], ...field }: CurrencyFieldProps) {
  const codes = [...new Set([...near, ...(field.value ? [field.value] : []), ...COMMON])];
  return <SelectField {...field} options={codes.map((code) => ({ key: code, label: `${code} – ${nameOf(code)}` }))} />;
}

function nameOf(code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
