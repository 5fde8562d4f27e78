/** A whole number as both languages write it, also outside of a sentence: 1,000,075. */
export function digits(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
