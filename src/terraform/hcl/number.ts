/** Writes a number in plain decimal notation, never with an exponent. */
export function renderNumber(value: number): string {
  if (!Number.isFinite(value)) {
    throw new Error(`${value} is not a Terraform number: give a finite one`);
  }
  const text = String(value === 0 ? 0 : value);
  const [mantissa, exponent] = text.split('e');
  return exponent === undefined ? text : shiftPoint(mantissa, Number(exponent));
}

function shiftPoint(mantissa: string, places: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole, fraction = ''] = mantissa.slice(sign.length).split('.');
  const digits = whole + fraction;
  const point = whole.length + places;
  return point <= 0 ? `${sign}0.${'0'.repeat(-point)}${digits}` : `${sign}${digits.padEnd(point, '0')}`;
}
