import { describe, expect, it } from 'vitest';
import { initiationOf } from './initiationOf.js';
import { type JointListRow, jointListRows } from './jointListRows.js';

const rowOf = (initiator: string): JointListRow => {
  const row = jointListRows().find((each) => each.initiator === initiator);
  if (row === undefined) throw new Error(`no row is initiated by ${initiator}`);
  return row;
};

describe('initiationOf', () => {
  it('reads one department, whatever the list calls it', () => {
    expect(initiationOf(rowOf('市教育局'))).toEqual({
      kind: 'ONE',
      initiators: [{ name: '市教育局', code: 'education', when: null }],
    });
    expect(initiationOf(rowOf('宣传部门'))).toMatchObject({ initiators: [{ code: null }] });
  });

  it('reads two that initiate together (双发起)', () => {
    expect(initiationOf(rowOf('市公安局、市卫生健康局(双发起)'))).toEqual({
      kind: 'TWO',
      initiators: [
        { name: '市公安局', code: 'public-security', when: null },
        { name: '市卫生健康局', code: 'health', when: null },
      ],
    });
  });

  it('reads one of several, and for which subjects, in the row that says so and in those that say 同上', () => {
    const row = rowOf('文化和旅游 或 卫生健康 或 宣传部门(检查电影院时由宣传部门发起)');
    const expected = {
      kind: 'ONE_OF',
      initiators: [
        { name: '文化和旅游', code: 'culture-tourism', when: null },
        { name: '卫生健康', code: 'health', when: null },
        { name: '宣传部门', code: null, when: '电影院' },
      ],
    };
    expect(initiationOf(row)).toEqual(expected);
    const next = jointListRows()[row.number];
    expect(next?.initiator).toBe('同上');
    expect(next === undefined ? null : initiationOf(next)).toEqual(expected);
  });

  it('knows that a cell was cut off, and reads all others', () => {
    for (const row of jointListRows()) {
      const { kind, initiators } = initiationOf(row);
      expect(kind === 'UNKNOWN').toBe(row.initiator === '(摘录截断)');
      expect(initiators.length > 0, row.initiator).toBe(kind !== 'UNKNOWN');
    }
  });
});
