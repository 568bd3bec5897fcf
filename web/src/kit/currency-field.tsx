/** A choice of currency: those that are near first, then the common ones, then all others the API knows. */
import { SelectField } from './field.js';

const COMMON = [
  ...['EUR', 'USD', 'GBP', 'CHF', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK', 'HUF', 'RON', 'BGN', 'TRY', 'ILS', 'AED', 'SAR', 'CAD', 'AUD', 'NZD'],
  ...['JPY', 'CNY', 'HKD', 'SGD', 'KRW', 'TWD', 'INR', 'IDR', 'MYR', 'THB', 'PHP', 'BRL', 'MXN', 'CLP', 'ZAR'],
];
const OTHERS = [
  ...['AFN', 'ALL', 'AMD', 'ANG', 'AOA', 'ARS', 'AWG', 'AZN', 'BAM', 'BBD', 'BDT', 'BHD', 'BIF', 'BMD', 'BND', 'BOB', 'BSD', 'BTN', 'BWP'],
  ...['BYN', 'BZD', 'CDF', 'COP', 'CRC', 'CUP', 'CVE', 'DJF', 'DOP', 'DZD', 'EGP', 'ERN', 'ETB', 'FJD', 'FKP', 'GEL', 'GHS', 'GIP', 'GMD'],
  ...['GNF', 'GTQ', 'GYD', 'HNL', 'HRK', 'HTG', 'IQD', 'IRR', 'ISK', 'JMD', 'JOD', 'KES', 'KGS', 'KHR', 'KMF', 'KPW', 'KWD', 'KYD', 'KZT'],
  ...['LAK', 'LBP', 'LKR', 'LRD', 'LSL', 'LYD', 'MAD', 'MDL', 'MGA', 'MKD', 'MMK', 'MNT', 'MOP', 'MRU', 'MUR', 'MVR', 'MWK', 'MZN', 'NAD'],
  ...['NGN', 'NIO', 'NPR', 'OMR', 'PAB', 'PEN', 'PGK', 'PKR', 'PYG', 'QAR', 'RSD', 'RUB', 'RWF', 'SBD', 'SCR', 'SDG', 'SHP', 'SLE', 'SLL'],
  ...['SOS', 'SRD', 'SSP', 'STN', 'SVC', 'SYP', 'SZL', 'TJS', 'TMT', 'TND', 'TOP', 'TTD', 'TZS', 'UAH', 'UGX', 'UYU', 'UZS', 'VED', 'VES'],
  ...['VND', 'VUV', 'WST', 'XAF', 'XCD', 'XCG', 'XOF', 'XPF', 'YER', 'ZMW', 'ZWG', 'ZWL'],
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
  const codes = [...new Set([...near, ...(field.value ? [field.value] : []), ...COMMON, ...OTHERS])];
  return <SelectField {...field} options={codes.map((code) => ({ key: code, label: `${code} – ${nameOf(code)}` }))} />;
}

function nameOf(code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
