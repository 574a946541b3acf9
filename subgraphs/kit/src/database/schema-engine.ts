import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engineGlue from '@prisma/schema-engine-wasm/schema_engine_bg';
import { catalogAdapter } from './catalogAdapter.js';
import { openPool } from './pool.js';

type SchemaEngine = engineGlue.SchemaEngine;

/** The wasm-bindgen entry points that the package's types leave out. */
interface EngineGlue {
  __wbg_set_wasm(exports: WasmExports): void;
}

type WasmExports = Readonly<Record<string, unknown>>;

/** The part of WebAssembly that is needed; Node has it, TypeScript declares it only for browsers. */
interface WasmApi {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: WasmExports } }>;
}

let instantiated: Promise<void> | undefined;

/** Instantiates Prisma's schema engine in this process, once: no engine is downloaded, no child process is started. */
async function instantiate(): Promise<void> {
  const resolve = createRequire(import.meta.url).resolve;
  const glueFile = resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(glueFile.replace(/\.js$/, '.wasm'));
  const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: WasmApi };
  const { instance } = await wasm.instantiate(bytes, { './schema_engine_bg.js': engineGlue });
  (engineGlue as unknown as EngineGlue).__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === 'function') start();
}

/**
 * Runs `work` with a schema engine bound to a database.
 * @param datamodel the Prisma schema's file and text
 */
export async function withSchemaEngine<Result>(
  databaseUrl: string,
  datamodel: { readonly file: string; readonly text: string },
  work: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  instantiated ??= instantiate();
  await instantiated;
  // The engine takes a lock for its session and leaves it to the end of the connection, which must be no later than ours.
  const pool = openPool(databaseUrl);
  try {
    const engine = await engineGlue.SchemaEngine.new(
      { datamodels: [[datamodel.file, datamodel.text]] },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(catalogAdapter(pool)),
    );
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } finally {
    await pool.end();
  }
}
