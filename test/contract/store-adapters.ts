import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../src/store/sqlite-store.js';
import type { Store } from '../../src/store/store.js';

/** An empty store of its own, and further connections to it as other processes would have them. */
export interface StoreBench {
  readonly store: Store;
  connect(): Promise<Store>;
  close(): Promise<void>;
}

export interface StoreAdapter {
  readonly name: string;
  open(): Promise<StoreBench>;
}

const sqlite: StoreAdapter = {
  name: 'sqlite',
  open: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hesheng-store-'));
    const opened: Store[] = [];
    const connect = async (): Promise<Store> => {
      const store = await openSqliteStore(join(folder, 'hesheng.db'));
      opened.push(store);
      return store;
    };
    const close = async (): Promise<void> => {
      for (const store of opened) await store.close();
      await rm(folder, { recursive: true, force: true });
    };
    return { store: await connect(), connect, close };
  },
};

/** Every adapter passes the same suites. */
export const STORES: readonly StoreAdapter[] = [sqlite];
