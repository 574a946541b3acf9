import { it } from 'vitest';
import pg from 'pg';
import { PrismaPg } from '@prisma/adapter-pg';
import { migratedDatabase, departmentFolder } from './database/departmentTables.fixture.js';
import { schemaDrift } from './database/migrate.js';
it('x', async () => {
  const db = await migratedDatabase();
  const connect = PrismaPg.prototype.connect;
  (PrismaPg.prototype as any).connect = async function () {
    const a: any = await connect.apply(this);
    const queryRaw = a.queryRaw.bind(a);
    a.queryRaw = async (q: any) => {
      if (!q.sql.includes('contype AS constraint_type')) return queryRaw(q);
      const r = await queryRaw({ ...q, sql: q.sql.replace('contype AS constraint_type', 'contype::text AS constraint_type').replace("NOT IN ('p'", "NOT IN ('n', 'p'") });
      r.columnTypes[3] = 8;
      return r;
    };
    return a;
  };
  process.stdout.write('DRIFT ' + await schemaDrift(db.url, departmentFolder).catch((e) => String(e)));
  await db.close();
}, 6000);
