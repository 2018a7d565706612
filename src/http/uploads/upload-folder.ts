import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Longer than any upload is allowed to take. */
const ABANDONED_AFTER_MS = 2 * 3_600_000;

/** Where uploads live until a use case takes them over: one folder each, gone when the request is. */
export class UploadFolder {
  readonly #root: string;

  /** Clears what a killed process left behind; young folders may belong to another process that serves as well. */
  constructor(root: string, now = Date.now()) {
    mkdirSync(root, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(root)) {
      const path = join(root, name);
      if (now - statSync(path).mtimeMs > ABANDONED_AFTER_MS) rmSync(path, { recursive: true, force: true });
    }
    this.#root = root;
  }

  async within<R>(use: (folder: string) => Promise<R>): Promise<R> {
    const folder = await mkdtemp(join(this.#root, 'upload-'));
    try {
      return await use(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
