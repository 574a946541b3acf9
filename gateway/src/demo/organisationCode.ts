/** Weights of the eight characters (GB 11714). */
const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/**
 * An organisation code (组织机构代码, GB 11714): eight characters and their check character, which a credit code carries in
 * positions 9 to 17. C9 = 11 − Σ(cᵢ·wᵢ) mod 11, where A counts 10 and Z counts 35; 10 is written X and 11 is written 0.
 * @param body eight digits or capital letters
 */
export function organisationCode(body: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number.parseInt(body.charAt(index), 36), 0);
  const check = 11 - (sum % 11);
  return body + (check === 10 ? 'X' : check === 11 ? '0' : String(check));
}
