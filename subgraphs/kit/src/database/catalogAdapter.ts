import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum, isDriverAdapterError, type SqlQuery, type SqlResultSet } from '@prisma/driver-adapter-utils';
import type { Pool } from 'pg';

/** PostgreSQL's internal type "char" (pg_type.oid), of which its catalog is full. */
const CHAR = 18;

/**
 * Prisma's adapter for PostgreSQL, made to read the catalog: the schema engine compares by it, and the adapter (7.10)
 * refuses the type "char" that stands there.
 * @param pool stays the caller's to end
 */
export function catalogAdapter(pool: Pool): PrismaPg {
  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = (query) =>
      queryRaw(query).catch((cause: unknown) => {
        if (!isDriverAdapterError(cause) || cause.cause.kind !== 'UnsupportedNativeDataType') throw cause;
        return charsAsText(pool, query, queryRaw);
      });
    return adapter;
  };
  return factory;
}

/** Runs a query again with its "char" columns cast to text, and says that they are characters. */
async function charsAsText(
  pool: Pool,
  query: SqlQuery,
  queryRaw: (query: SqlQuery) => Promise<SqlResultSet>,
): Promise<SqlResultSet> {
  const inner = `(${query.sql.trim().replace(/;$/, '')}) AS catalog`;
  const { fields } = await pool.query(`SELECT * FROM ${inner} LIMIT 0`, query.args);
  const columns = fields.map(({ name, dataTypeID }) => (dataTypeID === CHAR ? `"${name}"::text` : `"${name}"`));
  const result = await queryRaw({ ...query, sql: `SELECT ${columns.join(', ')} FROM ${inner}` });
  const columnTypes = result.columnTypes.map((type, index) =>
    fields[index]?.dataTypeID === CHAR ? ColumnTypeEnum.Character : type,
  );
  return { ...result, columnNames: fields.map(({ name }) => name), columnTypes };
}
