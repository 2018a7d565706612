import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BlobStore } from '../../src/blob/blob-store.js';
import { openFolderBlobStore } from '../../src/blob/folder-blob-store.js';

/** A blob store in a fresh place. */
export interface BlobBench {
  readonly blobs: BlobStore;
  /** Folder for uploads; on the same file system as the store where that matters. */
  readonly uploads: string;
  /** What a restarted process sees. */
  reopen(): Promise<BlobStore>;
  close(): Promise<void>;
}

export interface BlobAdapter {
  readonly name: string;
  open(): Promise<BlobBench>;
}

const folder: BlobAdapter = {
  name: 'folder',
  open: async () => {
    const uploads = await mkdtemp(join(tmpdir(), 'hesheng-blob-'));
    const reopen = (): Promise<BlobStore> => openFolderBlobStore(join(uploads, 'blobs'));
    return { blobs: await reopen(), uploads, reopen, close: () => rm(uploads, { recursive: true, force: true }) };
  },
};

/** Every adapter passes the same suite. */
export const BLOB_STORES: readonly BlobAdapter[] = [folder];
