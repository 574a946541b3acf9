import type { Weighted } from '../SeededRandom.js';

/** A division of GB/T 2260: its code and short name. */
export interface Division {
  readonly code: string;
  readonly name: string;
}

/** The city of the demo: Xinyang, Henan (河南省信阳市). Its places are real; whoever does business in it is not. */
export const CITY: Division = { code: '411500', name: '信阳' };

/** Its districts and counties, weighted roughly by how many people live there. */
export const DIVISIONS: readonly Weighted<Division>[] = [
  { value: { code: '411502', name: '浉河区' }, weight: 15 },
  { value: { code: '411503', name: '平桥区' }, weight: 14 },
  { value: { code: '411521', name: '罗山县' }, weight: 9 },
  { value: { code: '411522', name: '光山县' }, weight: 10 },
  { value: { code: '411523', name: '新县' }, weight: 5 },
  { value: { code: '411524', name: '商城县' }, weight: 8 },
  { value: { code: '411525', name: '固始县' }, weight: 16 },
  { value: { code: '411526', name: '潢川县' }, weight: 9 },
  { value: { code: '411527', name: '淮滨县' }, weight: 6 },
  { value: { code: '411528', name: '息县' }, weight: 8 },
];
